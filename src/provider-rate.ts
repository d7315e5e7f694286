import type { NativeConnection } from '@temporalio/worker';
import type { WorkerConfig } from './config';

/**
 * The provider calls of a payment, for which three lists, the customer, an estimate and balances are read. The server counts
 * activities, so it has to take each for as many; most make one or two. Searches make one for each page and each object that
 * may be meant, which are not counted.
 */
const callsPerActivity = 7;

/** Where the activities that call the provider are handed out. */
export function providerQueueOf(taskQueue: string): string {
  return `${taskQueue}-coinut`;
}

/** By which the server knows whose limit it keeps. */
const identity = 'offramp-worker';
/** Of activities. */
const taskQueueType = 2;

/**
 * The rate holds for the whole fleet, since it is kept by the server; one in the workers' options would hold only if all of
 * them set it. Without a rate, the one that a worker has set before is lifted, and none that somebody else has set.
 */
export async function limitProviderRate(
  config: WorkerConfig,
  { workflowService }: Pick<NativeConnection, 'workflowService'>,
): Promise<void> {
  const { TEMPORAL_NAMESPACE: namespace, COINUT_REQUESTS_PER_SECOND: callsPerSecond } = config;
  const taskQueue = providerQueueOf(config.TEMPORAL_TASK_QUEUE);
  const update = async (updateQueueRateLimit: { rateLimit?: { requestsPerSecond: number }; reason: string }) =>
    workflowService.updateTaskQueueConfig({ namespace, identity, taskQueue, taskQueueType, updateQueueRateLimit });
  if (callsPerSecond !== undefined) {
    await update({
      rateLimit: { requestsPerSecond: callsPerSecond / callsPerActivity },
      reason: `COINUT_REQUESTS_PER_SECOND=${callsPerSecond}, ${callsPerActivity} calls an activity`,
    });
    return;
  }
  const asked = { namespace, taskQueue: { name: taskQueue }, taskQueueType, reportConfig: true };
  const { rateLimit, metadata } = (await workflowService.describeTaskQueue(asked)).config?.queueRateLimit ?? {};
  const isOurs = rateLimit && metadata?.updateIdentity === identity;
  if (isOurs) await update({ reason: 'COINUT_REQUESTS_PER_SECOND is not set' });
}

/** A sweep is one activity of many calls, which the queue's rate does not slow down: it takes half of the rate itself. */
export function sweepPauseMs({ COINUT_REQUESTS_PER_SECOND: callsPerSecond }: WorkerConfig): number {
  return callsPerSecond === undefined ? 0 : 2_000 / callsPerSecond;
}
