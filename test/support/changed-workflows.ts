import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWorkflowsOf } from '../../scripts/replay/bundle';

const root = join(__dirname, '..', '..');

/** A change of one file of `src/workflows`: what stands there, once, and what is to stand there. */
export interface WorkflowChange {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** A bundle in a file, until it is removed. */
export interface ChangedBundle {
  readonly codePath: string;
  remove(): Promise<void>;
}

/** The bundle of workflows that are changed; nothing in `src` knows of it. */
export async function bundleChanged(...changes: readonly WorkflowChange[]): Promise<ChangedBundle> {
  const directory = await mkdtemp(join(tmpdir(), 'offramp-changed-'));
  const remove = () => rm(directory, { recursive: true, force: true });
  try {
    await cp(join(root, 'src'), join(directory, 'src'), { recursive: true });
    await symlink(join(root, 'node_modules'), join(directory, 'node_modules'));
    for (const { file, before, after } of changes) {
      const path = join(directory, 'src', 'workflows', file);
      const parts = (await readFile(path, 'utf8')).split(before);
      if (parts.length !== 2)
        throw new Error(`${file} has ${parts.length - 1} times what is to be changed:\n${before}`);
      await writeFile(path, parts.join(after));
    }
    const { code } = await bundleWorkflowsOf(join(directory, 'src'));
    const codePath = join(directory, 'workflow-bundle.js');
    await writeFile(codePath, code);
    return { codePath, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
