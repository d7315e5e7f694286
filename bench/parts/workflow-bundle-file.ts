import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { workflowSources } from '../../src/workflow-sources';
import type { WorkerKind } from './measured-worker';

const controlPath = join(__dirname, '..', 'throughput', 'control', 'workflow.ts');

/** Bundles the workflows of one kind of worker into a file, the control's as the SDK does unless it is told otherwise. */
export async function writeWorkflowBundle(kind: WorkerKind, directory: string): Promise<string> {
  const ours = workflowSources();
  const { payloadConverterPath, failureConverterPath } = ours;
  const sources =
    kind === 'offramp' ? ours : { workflowsPath: controlPath, payloadConverterPath, failureConverterPath };
  const { code } = await bundleWorkflowCode({ ...sources, logger: new DefaultLogger('WARN') });
  const file = join(directory, `${kind}-workflow-bundle.js`);
  await writeFile(file, code);
  return file;
}
