import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { workflowSources } from '../../src/workflow-sources';

/** Bundles the workflows of a copy of `src`, with its own converters. */
export function bundleWorkflowsOf(source: string): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    ...workflowSources(source),
    logger: new DefaultLogger('WARN'),
  });
}
