import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { ProviderActivities } from '../activities';
import { isSweepResult, type SweepResult } from '../signals/sweep';
import { providerSweep } from './activity-options';

/**
 * Finds what webhooks have missed. Each run of its schedule goes on from where the last one that succeeded has come to;
 * the first, and one that cannot read that any more, tell nothing of what is final already.
 */
export async function sweep(): Promise<SweepResult> {
  const { lastResult, taskQueue } = workflowInfo();
  const { sweepProvider } = proxyActivities<ProviderActivities>({ ...providerSweep, taskQueue: `${taskQueue}-coinut` });
  return sweepProvider(isSweepResult(lastResult) ? lastResult.state : undefined);
}
