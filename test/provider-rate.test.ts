import type { NativeConnection } from '@temporalio/worker';
import type { WorkerConfig } from '../src/config';
import { limitProviderRate } from '../src/provider-rate';

type Described = { readonly requestsPerSecond: number; readonly updateIdentity: string };

/** What is changed at a server that keeps this limit, if any. */
async function changedBy(callsPerSecond: number | undefined, kept?: Described): Promise<unknown[]> {
  const changes: unknown[] = [];
  const queueRateLimit = kept && {
    rateLimit: { requestsPerSecond: kept.requestsPerSecond },
    metadata: { updateIdentity: kept.updateIdentity },
  };
  const workflowService = {
    describeTaskQueue: async () => ({ config: { queueRateLimit } }),
    updateTaskQueueConfig: async (change: { updateQueueRateLimit: unknown }) =>
      void changes.push(change.updateQueueRateLimit),
  };
  const config = {
    ...{ TEMPORAL_NAMESPACE: 'default', TEMPORAL_TASK_QUEUE: 'offramp' },
    COINUT_REQUESTS_PER_SECOND: callsPerSecond,
  };
  // Of both only this is used.
  await limitProviderRate(config as WorkerConfig, { workflowService } as unknown as NativeConnection);
  return changes;
}

describe('the rate of calls that the server keeps', () => {
  it('is that of the deployment, taken for as many activities as make so many calls', async () => {
    expect(await changedBy(70)).toEqual([
      { rateLimit: { requestsPerSecond: 10 }, reason: 'COINUT_REQUESTS_PER_SECOND=70, 7 calls an activity' },
    ]);
  });

  it('is lifted once the deployment sets none any more', async () => {
    expect(await changedBy(undefined, { requestsPerSecond: 10, updateIdentity: 'offramp-worker' })).toEqual([
      { reason: 'COINUT_REQUESTS_PER_SECOND is not set' },
    ]);
  });

  it('is left alone where none is kept, or somebody else has set it', async () => {
    expect(await changedBy(undefined)).toEqual([]);
    expect(await changedBy(undefined, { requestsPerSecond: 10, updateIdentity: 'somebody' })).toEqual([]);
  });
});
