import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fastForward } from '../../scripts/temporal/fast-forward';
import { bankTransfersOf, passingFailure } from '../support/bank-transfers';
import { eventually } from '../support/eventually';
import { happySteps, needsAttention, playStep, reached, required } from '../support/journeys';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { newOrder } from '../support/orders';
import { offramp, type CommandResult } from './support/command-line';
import { commandOf } from './support/command-of-system';
import { rowsByName } from './support/read-csv';

const moment: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

describe('an export of orders', () => {
  let system: OfframpSystem;
  let run: (...words: string[]) => Promise<CommandResult>;
  beforeAll(async () => {
    system = await startOfframpSystem();
    run = commandOf(system);
  });
  afterAll(() => system.stop());

  /** Starts something, and says between which moments that was: others start orders on the same server. */
  async function during(start: () => Promise<unknown>): Promise<string[]> {
    const from = new Date().toISOString();
    await start();
    return ['--from', from, '--to', new Date(Date.now() + 1).toISOString()];
  }

  /** The rows of one order, once Temporal's index shows that it has started, and ended if it has. */
  async function rows(period: readonly string[], reference: string, { ended }: { ended: boolean }) {
    return eventually(`the rows of ${reference}`, async () => {
      const exported = rowsByName((await run('export', ...period)).out).filter((row) => row.reference === reference);
      return exported.length > 0 && (exported[0]?.ended_at !== '') === ended && exported;
    });
  }

  it('has a row for each bank transfer of an order, with all that is known of it', async () => {
    const order = newOrder();
    const period = await during(() => system.offramps.start(order));
    for (const step of happySteps.slice(0, -1)) await playStep(system, order.reference, step);
    await reached(system, order.reference, 'awaiting-bank-transfer');
    await system.simulator.play.failTransfer(await bankTransfersOf(system, order).tradeId(), passingFailure);
    const { ids, workflowId, transfers } = await reached(system, order.reference, 'retrying-bank-transfer');
    const { transfers: planned } = await eventually('the next transfer to be planned', async () => {
      const status = await system.offramps.status(order.reference);
      return status.transfers.length === 2 && status;
    });
    const known = {
      ...{ reference: order.reference, workflow_id: workflowId, stage: 'retrying-bank-transfer' },
      ...{ outcome: '', reason: '', evidence: '', ended_at: '', problem: '' },
      started_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      ...{ deposited_amount: '250.00', deposited_currency: 'USDT' },
      ...{ paid_out_amount: '229.80', paid_out_currency: 'EUR', rate: '0.9192' },
      ...{ customer_id: ids.customerId, bank_account_id: ids.bankAccountId, flow_id: ids.flowId },
      ...{ deposit_address_id: ids.depositAddressId ?? '', deposit_id: ids.depositId, trade_id: ids.tradeId },
      ...{ transfer_amount: '229.80', transfer_currency: 'EUR', movement: 'transfer' },
      ...{ transfer_arrived_at: '', transfer_arrival_reported_at: '', transfer_arrival_evidence: '' },
      ...{ record_amount: '', record_currency: '', record_transaction_id: '', record_destination: '' },
      ...{ record_evidence: '', recorded_at: '', recorded_by: '', deposit_reported_at: moment },
      ...{ deposited_at: expect.any(String), deposit_transaction_id: expect.any(String), trade_reported_at: moment },
    };
    const { transfers: sent, receipts } = await system.offramps.status(order.reference);
    expect(receipts).toMatchObject({ deposit: { reportedAt: moment }, trade: { reportedAt: moment } });
    const { failed } = required(sent[0]);
    expect(failed).toMatchObject({ evidence: 'bank-report', occurredAt: expect.any(String) });
    expect(await rows(period, order.reference, { ended: false })).toEqual([
      {
        ...known,
        ...{ transfer_attempt: '1', transfer_payment_reference: '', transfer_state: 'failed' },
        transfer_submit_at: transfers[0]?.submitAt,
        movement_id: `${ids.depositId}:transfer:1`,
        ...{ transfer_failed_at: failed?.occurredAt, transfer_failure_reported_at: failed?.reportedAt },
        ...{ transfer_failure_evidence: 'bank-report', transfer_failure_code: 'ED05', transfer_funds_back: '229.80' },
      },
      {
        ...known,
        ...{ transfer_attempt: '2', transfer_state: 'scheduled' },
        transfer_payment_reference: planned[1]?.paymentReference,
        transfer_submit_at: planned[1]?.submitAt,
        movement_id: `${ids.depositId}:transfer:2`,
        ...{ transfer_failed_at: '', transfer_failure_reported_at: '' },
        ...{ transfer_failure_evidence: '', transfer_failure_code: '', transfer_funds_back: '' },
      },
    ]);
  });

  it('has an order that has ended, with its outcome and evidence, without asking a worker', async () => {
    const order = newOrder();
    const period = await during(() => system.offramps.start(order));
    for (const step of happySteps) await playStep(system, order.reference, step);
    const { workflowId } = await reached(system, order.reference, 'watching-for-return');
    await fastForward(system.environment.connection, workflowId, '30 days');
    await system.offramps.result(order.reference);
    await system.stopWorkers();
    const exported = await rows(period, order.reference, { ended: true }).finally(() => system.startWorkers());
    expect(exported).toMatchObject([
      {
        ...{ stage: 'watching-for-return', outcome: 'settled', reason: 'money-arrived', evidence: 'bank-report' },
        ...{ transfer_attempt: '1', transfer_state: 'credited', problem: '' },
        ...{ transfer_arrival_evidence: 'bank-report', transfer_failed_at: '', transfer_funds_back: '' },
        transfer_arrived_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        transfer_arrival_reported_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.+Z$/),
      },
    ]);
  });

  it('has a row for each refund and disposition, with who recorded it, also of an order that has ended', async () => {
    const order = newOrder();
    const { reference } = order;
    const by = { operator: 'Kim', reason: 'The customer has been told.' };
    const period = await during(() => system.offramps.start(order));
    for (const step of happySteps.slice(0, 2)) await playStep(system, reference, step);
    const { ids } = await reached(system, reference, 'confirming-deposit');
    await system.simulator.play.rejectDeposit(required(ids.depositId));
    await needsAttention(system, reference, 'deposit-rejected');
    const usdt = { ...by, currency: 'USDT' };
    await system.offramps.recordDisposition(reference, { ...usdt, amount: '1.50', destination: '=fees, kept' });
    await system.offramps.recordRefund(reference, { ...usdt, amount: '248.50', transactionId: '0xABC' });
    await system.offramps.closeOfframp(reference, { ...by, outcome: 'refunded' });
    await system.offramps.result(reference);
    const record = { record_currency: 'USDT', record_evidence: 'operator', recorded_by: 'Kim', transfer_attempt: '' };
    expect(await rows(period, reference, { ended: true })).toMatchObject([
      {
        ...{ ...record, movement: 'disposition', movement_id: `${ids.depositId}:disposition:=fees, kept` },
        ...{ record_amount: '1.50', record_destination: "'=fees, kept", record_transaction_id: '' },
      },
      {
        ...{ ...record, movement: 'refund', movement_id: `${ids.depositId}:refund:0xabc`, outcome: 'refunded' },
        ...{ record_amount: '248.50', record_transaction_id: '0xABC', record_destination: '' },
        recorded_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.+Z$/),
      },
    ]);
  });

  it('has one row for an order without a bank transfer, and the same rows as JSON and in a file', async () => {
    const order = newOrder();
    const period = await during(() => system.offramps.start(order));
    await reached(system, order.reference, 'awaiting-customer-approval');
    await system.offramps.cancelOfframp(order.reference, { operator: 'Kim', reason: 'Changed their mind.' });
    await system.offramps.result(order.reference);
    const [row] = await rows(period, order.reference, { ended: true });
    expect(row).toMatchObject({ outcome: 'cancelled', reason: 'cancelled-by-operator', transfer_attempt: '' });

    const json = (await run('export', ...period, '--json')).json();
    expect(json).toContainEqual(row);
    const folder = await mkdtemp(join(tmpdir(), 'offramp-export-'));
    const file = join(folder, 'orders.csv');
    const written = await run('export', ...period, '--out', file, '--json');
    expect(written.json()).toEqual({ file, orders: expect.any(Number), rows: expect.any(Number), unreadable: 0 });
    expect(rowsByName(await readFile(file, 'utf8'))).toContainEqual(row);
    expect((await stat(file)).mode & 0o077).toBe(0);
    expect((await run('export', ...period, '--out', file)).out).toMatch(/^Wrote \d+ orders? in \d+ rows? to /);
    await rm(folder, { recursive: true });
  });

  it('begins with its first moment, and ends before its last', async () => {
    const order = newOrder();
    const period = await during(() => system.offramps.start(order));
    const [row] = await rows(period, order.reference, { ended: false });
    const startedAt = row?.started_at ?? '';
    const referencesOf = async (from: string, to: string) =>
      rowsByName((await run('export', '--from', from, '--to', to)).out).map(({ reference }) => reference);
    const later = new Date(Date.parse(startedAt) + 1).toISOString();
    const earlier = new Date(Date.parse(startedAt) - 1).toISOString();
    expect(await referencesOf(startedAt, later)).toContain(order.reference);
    expect(await referencesOf(earlier, startedAt)).not.toContain(order.reference);
  });

  it('has an order that was reset once, as it is now, where it was first started', async () => {
    const order = newOrder();
    const from = new Date();
    await system.offramps.start(order);
    const { workflowId } = await reached(system, order.reference, 'awaiting-customer-approval');
    const handle = system.client.workflow.getHandle(workflowId);
    const { runId } = await handle.describe();
    await system.client.workflowService.resetWorkflowExecution({
      ...{ namespace: 'default', workflowExecution: { workflowId, runId }, reason: 'a test' },
      ...{ requestId: randomUUID(), workflowTaskFinishEventId: 4 as never },
    });
    await eventually('both runs to be listed', async () => {
      return (await system.client.workflow.count(`WorkflowId = "${workflowId}"`)).count === 2;
    });
    await reached(system, order.reference, 'awaiting-customer-approval');
    const { startTime: resetAt } = await handle.describe();
    const at = (when: Date) => when.toISOString();
    const since = new Date(resetAt.getTime() - 1);
    const whole = ['--from', at(from), '--to', at(new Date(Date.now() + 1))];
    const [row, ...others] = await rows(whole, order.reference, { ended: false });
    expect(others).toEqual([]);
    expect(row).toMatchObject({ stage: 'awaiting-customer-approval', problem: '' });
    expect(Date.parse(row?.started_at ?? '')).toBeLessThan(since.getTime());
    expect(await rows(['--from', at(from), '--to', at(since)], order.reference, { ended: false })).toEqual([row]);
    const afterwards = await run('export', '--from', at(since), '--to', at(new Date(Date.now() + 1)));
    expect(afterwards.out).not.toContain(order.reference);
  });

  it('says of an order that was stopped from outside that it was, with what it had come to', async () => {
    const order = newOrder();
    const period = await during(() => system.offramps.start(order));
    const { ids, workflowId } = await reached(system, order.reference, 'awaiting-customer-approval');
    await system.client.workflow.getHandle(workflowId).terminate();
    expect(await rows(period, order.reference, { ended: true })).toMatchObject([
      { customer_id: ids.customerId, outcome: '', problem: 'The workflow was stopped from outside.' },
    ]);
  });

  it('says of an order that cannot be read that it cannot, and fails', async () => {
    const reference = `unreadable-${randomUUID().slice(0, 13)}`;
    const readable = newOrder();
    const period = await during(async () => {
      const options = { workflowId: `offramp-${reference}`, taskQueue: 'nobody-polls-here', args: [] };
      await system.client.workflow.start('offramp', options);
      await system.offramps.start(readable);
    });
    await eventually('both to be listed', async () => {
      const ids = `WorkflowId IN ("offramp-${reference}", "offramp-${readable.reference}")`;
      return (await system.client.workflow.count(ids)).count === 2;
    });
    const { exitCode, out, err } = await run('export', ...period);
    await system.client.workflow.getHandle(`offramp-${reference}`).terminate();
    expect(exitCode).toBe(1);
    expect(err).toMatch(/^\d+ of \d+ orders could not be read; the column problem says why\.\n$/);
    const exported = rowsByName(out);
    expect(exported).toContainEqual(expect.objectContaining({ reference: readable.reference, problem: '' }));
    expect(exported).toContainEqual(
      expect.objectContaining({ reference, outcome: '', problem: expect.stringMatching(/^No worker answered for /) }),
    );
  });

  it.each([
    ['a day that there is not', ['--from', '2026-02-30', '--to', '2026-03-01'], '--from must be a date such as'],
    ['an instant without an offset', ['--from', '2026-02-01', '--to', '2026-03-01T00:00'], '--to must be a date such'],
    ['a period that ends before it begins', ['--from', '2026-03-01', '--to', '2026-03-01'], '--from must be before'],
    ['no end', ['--from', '2026-03-01'], "'--to <date>' not specified"],
  ])('is wrong usage with %s', async (_what, words, sentence) => {
    const refused = await offramp(['export', ...words]);
    expect(refused).toMatchObject({ exitCode: 2, out: '', err: expect.stringContaining(sentence) });
  });

  it('says which file it cannot write, and prints nothing', async () => {
    const file = join(tmpdir(), randomUUID(), 'orders.csv');
    const refused = await run('export', '--from', '2026-03-01', '--to', '2026-03-02', '--out', file);
    expect(refused).toMatchObject({ exitCode: 1, out: '', err: `The file ${file} cannot be written (ENOENT).\n` });
  });
});
