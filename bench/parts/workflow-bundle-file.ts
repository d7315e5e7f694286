import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { workflowSources } from '../../src/workflow-sources';
import type { WorkerKind } from './measured-worker';

const controlPath = join(__dirname, '..', 'throughput', 'control', 'workflow.ts');

/** Bundles the workflows of one kind of worker into a file, with the same converters for both and loaded as often. */
export async function writeWorkflowBundle(kind: WorkerKind, directory: string): Promise<string> {
  const sources = {
    ...workflowSources(),
    ...(kind === 'control' && { workflowsPath: controlPath, preloadModules: [controlPath] }),
  };
  const { code } = await bundleWorkflowCode({ ...sources, logger: new DefaultLogger('WARN') });
  const file = join(directory, `${kind}-workflow-bundle.js`);
  await writeFile(file, code);
  return file;
}
