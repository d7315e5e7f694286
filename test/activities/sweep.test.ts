import { MockActivityEnvironment } from '@temporalio/testing';
import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { createSweepActivities } from '../../src/activities';
import type { CoinutApi } from '../../src/coinut/api';
import { CoinutFailed, CoinutNoAnswer, CoinutUnreachable } from '../../src/coinut/errors';
import type { CoinutDeposit } from '../../src/coinut/schemas';
import type { SweepResult } from '../../src/signals/sweep';

const { WORKFLOW_EXECUTION_STATUS_RUNNING: RUNNING, WORKFLOW_EXECUTION_STATUS_COMPLETED: COMPLETED } =
  temporal.api.enums.v1.WorkflowExecutionStatus;

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
  const signalled: string[] = [];
  const looking = { running: false };
  const client = {
    options: { namespace: 'default' },
    workflowService: {
      listWorkflowExecutions: ({ query }: { query: string }) => {
        const status = looking.running ? RUNNING : COMPLETED;
        const unmatched = { execution: { workflowId: 'unmatched-1', runId: 'run-1' }, status };
        return Promise.resolve({
          executions: query.includes('unmatchedWebhook') ? [unmatched] : [],
          nextPageToken: [],
        });
      },
    },
    workflow: { getHandle: (id: string) => ({ signal: () => Promise.resolve(void signalled.push(id)) }) },
  } as unknown as Client;
  const owners = new Map<string, string>();
  const claims = { ownerOf: (depositId: string) => Promise.resolve(owners.get(depositId)) };
  const activities = createSweepActivities({
    ...{ client, coinut, claims, taskQueue: 'offramp', walletKeys: () => [], pauseMs: 0 },
    now: () => new Date('2026-11-24T12:00:00Z'),
  });
  const environment = new MockActivityEnvironment();
  const sweep = (before?: SweepResult['state']): Promise<SweepResult> =>
    environment.run<[typeof before], SweepResult, typeof activities.sweepProvider>(
      (state) => activities.sweepProvider(state),
      before,
    );
  return { deposits, asked, sweep, owners, signalled, looking };
}

describe('a sweep over deposits of orders that are not listed', () => {
  const deposit: CoinutDeposit = { id: 'd-1', status: 'CONFIRMED', timestamp: '2026-11-24T11:59:00Z' };

  it('tells the order that has claimed one, which stands from the moment on in which it begins', async () => {
    const { deposits, sweep, owners, signalled } = sweeping();
    const { state } = await sweep();
    deposits.set('d-1', deposit);
    owners.set('d-1', 'offramp-order-1:deposit:d-1');
    expect((await sweep(state)).counts).toMatchObject({ changed: 1, told: 1 });
    expect(signalled).toEqual(['offramp-order-1:deposit:d-1']);
  });

  it('waits for an order that may just be being made, and for none that an operator has said there is not', async () => {
    const { deposits, sweep, looking } = sweeping();
    const first = await sweep();
    deposits.set('d-1', deposit);
    looking.running = true;
    const second = await sweep(first.state);
    expect(second.counts).toMatchObject({ changed: 1, postponed: 1 });
    looking.running = false;
    const third = await sweep(second.state);
    expect(third.counts).toMatchObject({ changed: 1, postponed: 0, unmatched: 0 });
    expect((await sweep(third.state)).counts).toMatchObject({ changed: 0 });
  });
});

describe('a sweep over objects that the provider will not show', () => {
  const deposit = (id: string): CoinutDeposit => ({ id, status: 'CONFIRMED', timestamp: '2026-11-24T11:59:00Z' });

  it('finds the others, and tries those again the next time', async () => {
    const { deposits, asked, sweep } = sweeping();
    const { state } = await sweep();
    deposits.set('d-1', new CoinutFailed('The provider has failed.')).set('d-2', deposit('d-2'));
    const second = await sweep(state);
    expect(second.counts).toMatchObject({ changed: 2, postponed: 1 });
    deposits.set('d-1', deposit('d-1'));
    asked.length = 0;
    expect((await sweep(second.state)).counts).toMatchObject({ changed: 1, postponed: 0 });
    expect(asked).toEqual(['d-1']);
  });

  it('finds the others where one gets no answer, and fails where that happens again and again', async () => {
    const { deposits, sweep } = sweeping();
    const { state } = await sweep();
    const silent = new CoinutNoAnswer('No answer.');
    for (const id of ['d-1', 'd-2', 'd-3']) deposits.set(id, silent);
    deposits.set('d-4', deposit('d-4'));
    expect((await sweep(state)).counts).toMatchObject({ changed: 4, postponed: 3 });
    for (const id of ['d-4', 'd-5']) deposits.set(id, silent);
    await expect(sweep(state)).rejects.toThrow('No answer.');
  });

  it('fails where the provider cannot be reached at all, so that Temporal tries it again', async () => {
    const { deposits, sweep } = sweeping();
    const { state } = await sweep();
    deposits.set('d-1', new CoinutUnreachable('No connection.'));
    await expect(sweep(state)).rejects.toThrow('No connection.');
  });
});
