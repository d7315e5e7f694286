import { MockActivityEnvironment } from '@temporalio/testing';
import type { Client } from '@temporalio/client';
import { createSweepActivities } from '../../src/activities';
import type { CoinutApi } from '../../src/coinut/api';
import { CoinutFailed, CoinutUnreachable } from '../../src/coinut/errors';
import type { CoinutDeposit } from '../../src/coinut/schemas';
import type { SweepResult } from '../../src/signals/sweep';

/** A provider of which only lists and details are asked, and a Temporal without any order. */
function sweeping() {
  const deposits = new Map<string, CoinutDeposit | Error>();
  const asked: string[] = [];
  const coinut = {
    walkCustomers: () => Promise.resolve([]),
    walkTrades: () => Promise.resolve([]),
    walkDeposits: () =>
      Promise.resolve(
        [...deposits].map(([id, deposit]) => (deposit instanceof Error ? { id, status: 'CONFIRMED' } : deposit)),
      ),
    readDeposit: (id: string) => {
      asked.push(id);
      const deposit = deposits.get(id);
      return deposit instanceof Error ? Promise.reject(deposit) : Promise.resolve(deposit);
    },
  } as unknown as CoinutApi;
  const client = {
    options: { namespace: 'default' },
    workflowService: { listWorkflowExecutions: () => Promise.resolve({ executions: [], nextPageToken: [] }) },
    // Every deposit is looked after already.
    workflow: { count: () => Promise.resolve({ count: 1 }) },
  } as unknown as Client;
  const activities = createSweepActivities({
    ...{ client, coinut, taskQueue: 'offramp', walletKeys: () => [], pauseMs: 0 },
    now: () => new Date('2026-11-24T12:00:00Z'),
  });
  const environment = new MockActivityEnvironment();
  const sweep = (before?: SweepResult['state']): Promise<SweepResult> =>
    environment.run<[typeof before], SweepResult, typeof activities.sweepProvider>(
      (state) => activities.sweepProvider(state),
      before,
    );
  return { deposits, asked, sweep };
}

describe('a sweep over objects that the provider will not show', () => {
  const deposit = (id: string): CoinutDeposit => ({ id, status: 'CONFIRMED', timestamp: '2026-11-24T11:59:00Z' });

  it('finds the others, and tries those again the next time', async () => {
    const { deposits, asked, sweep } = sweeping();
    const { state } = await sweep();
    deposits.set('d-1', new CoinutFailed('The provider has failed.')).set('d-2', deposit('d-2'));
    const second = await sweep(state);
    expect(second.counts).toMatchObject({ changed: 2, unread: 1 });
    deposits.set('d-1', deposit('d-1'));
    asked.length = 0;
    expect((await sweep(second.state)).counts).toMatchObject({ changed: 1, unread: 0 });
    expect(asked).toEqual(['d-1']);
  });

  it('fails where the provider cannot be reached at all, so that Temporal tries it again', async () => {
    const { deposits, sweep } = sweeping();
    const { state } = await sweep();
    deposits.set('d-1', new CoinutUnreachable('No connection.'));
    await expect(sweep(state)).rejects.toThrow('No connection.');
  });
});
