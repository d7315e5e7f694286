import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleWithSourceMap } from '@temporalio/worker';

/** Bundles the workflows of a copy of `src`, with its own converters. */
export function bundleWorkflowsOf(source: string): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    workflowsPath: join(source, 'workflows', 'index.ts'),
    payloadConverterPath: join(source, 'encryption', 'payload-converter.ts'),
    failureConverterPath: join(source, 'encryption', 'failure-converter.ts'),
    logger: new DefaultLogger('WARN'),
  });
}
