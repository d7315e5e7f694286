import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { transformFile } from '@swc/core';

/** Compiled sources, until they are removed. */
export interface CompiledSources {
  readonly directory: string;
  remove(): Promise<void>;
}

const root = join(__dirname, '..', '..');

/** Compiles folders of this project once for all processes of a run: from its sources each would take seconds to start. */
export async function compileSources(...folders: readonly string[]): Promise<CompiledSources> {
  // Under node_modules, since that is where compiled code finds its packages from.
  const cache = join(root, 'node_modules', '.cache');
  await mkdir(cache, { recursive: true });
  const directory = await mkdtemp(join(cache, 'offramp-compiled-'));
  const files = await Promise.all(folders.map(filesIn));
  await Promise.all(files.flat().map((file) => compile(file, directory)));
  return { directory, remove: () => rm(directory, { recursive: true, force: true }) };
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
