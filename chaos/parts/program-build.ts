import { appendFile, copyFile, cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { transformFile } from '@swc/core';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { workflowSources } from '../../src/workflow-sources';

/** The processes of this project as they are deployed: compiled, with the workflows bundled beside the worker. */
export interface ProgramBuild {
  readonly worker: string;
  readonly relay: string;
  /** The simulator. */
  readonly provider: string;
  /** Programs of compiled sources that are changed, their workflows included. Nothing in `src` knows of it. */
  changed(...sourceChanges: readonly SourceChange[]): Promise<Pick<ProgramBuild, 'worker' | 'relay'>>;
  remove(): Promise<void>;
}

/** What is put at the end of a compiled file. */
export interface SourceChange {
  /** Below `src`, with the extension of the compiled file. */
  readonly file: string;
  readonly appended: string;
}

const root = join(__dirname, '..', '..');

/**
 * Compiles `src` and `simulator`, and bundles the workflows, once for all workers of a run: from its sources each would take seconds of
 * a processor to start, and a run starts dozens.
 */
export async function buildPrograms(): Promise<ProgramBuild> {
  // Under node_modules, since that is where compiled code finds its packages from.
  const cache = join(root, 'node_modules', '.cache');
  await mkdir(cache, { recursive: true });
  const directory = await mkdtemp(join(cache, 'offramp-chaos-'));
  const sources = [...(await filesIn('src')), ...(await filesIn('simulator'))];
  await Promise.all(sources.map((file) => compile(file, directory)));
  await bundle(join(directory, 'src'));
  let changes = 0;
  return {
    ...programsIn(join(directory, 'src')),
    provider: join(directory, 'simulator', 'main.js'),
    changed: async (...sourceChanges) => {
      changes += 1;
      const changed = join(directory, `changed-${changes}`);
      await cp(join(directory, 'src'), changed, { recursive: true });
      for (const { file, appended } of sourceChanges) await appendFile(join(changed, file), `\n${appended}\n`);
      await bundle(changed);
      return programsIn(changed);
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

function programsIn(compiled: string) {
  return { worker: join(compiled, 'worker.js'), relay: join(compiled, 'relay', 'main.js') };
}

/** Bundles the workflows of compiled sources, beside the worker. */
async function bundle(compiled: string): Promise<void> {
  const { code } = await bundleWorkflowCode({
    ...workflowSources(compiled),
    logger: new DefaultLogger('WARN'),
  });
  await writeFile(join(compiled, 'workflow-bundle.js'), code);
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
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
