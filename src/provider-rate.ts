import type { NativeConnection } from '@temporalio/worker';
import type { WorkerConfig } from './config';

/**
 * The most provider calls that one activity makes: a payment, for which three lists, the customer, an estimate and balances
 * are read. The server counts activities, so it has to take each for as many; most make one or two.
 */
const callsPerActivity = 7;

/** Where the activities that call the provider are handed out. */
export function providerQueueOf(taskQueue: string): string {
  return `${taskQueue}-coinut`;
}

/** The rate holds for the whole fleet, since it is kept by the server (patterns.md, *Rate limit*). */
export async function limitProviderRate(config: WorkerConfig, connection: NativeConnection): Promise<void> {
  const callsPerSecond = config.COINUT_REQUESTS_PER_SECOND;
  if (callsPerSecond === undefined) return;
  await connection.workflowService.updateTaskQueueConfig({
    namespace: config.TEMPORAL_NAMESPACE,
    identity: 'offramp-worker',
    taskQueue: providerQueueOf(config.TEMPORAL_TASK_QUEUE),
    taskQueueType: 2,
    updateQueueRateLimit: {
      rateLimit: { requestsPerSecond: callsPerSecond / callsPerActivity },
      reason: `COINUT_REQUESTS_PER_SECOND=${callsPerSecond}, ${callsPerActivity} calls an activity`,
    },
  });
}

/** A sweep is one activity of many calls, which the queue's rate does not slow down: it takes half of the rate itself. */
export function sweepPauseMs({ COINUT_REQUESTS_PER_SECOND: callsPerSecond }: WorkerConfig): number {
  return callsPerSecond === undefined ? 0 : 2_000 / callsPerSecond;
}
