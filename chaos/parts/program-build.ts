import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { transformFile } from '@swc/core';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/** The processes of this project as they are deployed: compiled, with the workflows bundled beside the worker. */
export interface ProgramBuild {
  readonly worker: string;
  readonly relay: string;
  remove(): Promise<void>;
}

const root = join(__dirname, '..', '..');

/**
 * Compiles `src` and bundles the workflows, once for all workers of a run: from its sources each would take seconds of
 * a processor to start, and a run starts dozens.
 */
export async function buildPrograms(): Promise<ProgramBuild> {
  // Under node_modules, since that is where compiled code finds its packages from.
  const cache = join(root, 'node_modules', '.cache');
  await mkdir(cache, { recursive: true });
  const directory = await mkdtemp(join(cache, 'offramp-chaos-'));
  await Promise.all((await sourceFiles()).map((file) => compile(file, directory)));
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(directory, 'src', 'workflows', 'index.js'),
    payloadConverterPath: join(directory, 'src', 'encryption', 'payload-converter.js'),
    failureConverterPath: join(directory, 'src', 'encryption', 'failure-converter.js'),
    logger: new DefaultLogger('WARN'),
  });
  await writeFile(join(directory, 'src', 'workflow-bundle.js'), code);
  return {
    worker: join(directory, 'src', 'worker.js'),
    relay: join(directory, 'src', 'relay', 'main.js'),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

async function sourceFiles(): Promise<string[]> {
  const entries = await readdir(join(root, 'src'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

async function compile(file: string, directory: string): Promise<void> {
  const target = join(directory, relative(root, file));
  await mkdir(dirname(target), { recursive: true });
  if (!file.endsWith('.ts')) return copyFile(file, target);
  const { code } = await transformFile(file, {
    swcrc: false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  });
  await writeFile(target.replace(/\.ts$/, '.js'), code);
}
