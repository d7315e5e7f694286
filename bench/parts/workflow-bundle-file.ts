import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { converterPaths } from '../../src/encryption/data-converter';
import type { WorkerKind } from './measured-worker';

const root = join(__dirname, '..', '..');
const workflowsPaths: Readonly<Record<WorkerKind, string>> = {
  offramp: join(root, 'src', 'workflows', 'index.ts'),
  control: join(root, 'bench', 'throughput', 'control', 'workflow.ts'),
};

/** Bundles the workflows of one kind of worker into a file, with the same converters for both. */
export async function writeWorkflowBundle(kind: WorkerKind, directory: string): Promise<string> {
  const workflowsPath = workflowsPaths[kind];
  const { code } = await bundleWorkflowCode({ workflowsPath, ...converterPaths, logger: new DefaultLogger('WARN') });
  const file = join(directory, `${kind}-workflow-bundle.js`);
  await writeFile(file, code);
  return file;
}
