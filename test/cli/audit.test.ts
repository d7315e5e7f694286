import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OfframpStatus } from '../../src/client';
import { bankTransfersOf } from '../support/bank-transfers';
import { eventually } from '../support/eventually';
import { happySteps, needsAttention, playStep, reached, startUntil } from '../support/journeys';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { newOrder } from '../support/orders';
import type { CommandResult } from './support/command-line';
import { commandOf } from './support/command-of-system';

const account = {
  ...{ currency: 'EUR', bankName: 'Other Bank', accountName: 'Ana Lim' },
  ...{ iban: 'NL91ABNA0417164300', swift: 'ABNANL2A' },
};

const by = (operator: string, reason: string) => ['--operator', operator, '--reason', reason];

describe('the audit trail', () => {
  let system: OfframpSystem;
  let run: (...words: string[]) => Promise<CommandResult>;
  let folder: string;
  beforeAll(async () => {
    system = await startOfframpSystem();
    run = commandOf(system);
    folder = await mkdtemp(join(tmpdir(), 'offramp-audit-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
    await system.stop();
  });

  const statusOf = async (reference: string) => (await run('status', reference, '--json')).json() as OfframpStatus;

  it('tells who intervened, why, and what became of it, and nothing of a bank account', async () => {
    const order = newOrder();
    await startUntil(system, order, 'awaiting-customer-approval');
    await run('retry-now', order.reference, ...by('Kim', 'The provider says it is done.'));
    for (const step of happySteps.slice(0, -1)) await playStep(system, order.reference, step);
    await reached(system, order.reference, 'awaiting-bank-transfer');
    const { tradeId } = bankTransfersOf(system, order);
    await system.simulator.play.failTransfer(await tradeId(), { code: 'AC04', fundsReturned: true });
    await needsAttention(system, order.reference, 'bank-account-refused');
    const file = join(folder, 'account.json');
    await writeFile(file, JSON.stringify(account));
    await run('replace-bank-account', order.reference, '--account', file, ...by('Lee', 'New account,\nby mail.'));
    const audit = await eventually('both to have been acted on', async () => {
      const shown = await statusOf(order.reference);
      return shown.audit.length === 2 && shown.audit;
    });
    expect(audit).toEqual([
      {
        ...{ at: expect.any(String), command: 'retryNow', operator: 'Kim' },
        ...{ reason: 'The provider says it is done.', became: 'Trying again.' },
      },
      {
        ...{ at: expect.any(String), command: 'replaceBankAccount', operator: 'Lee', reason: 'New account,\nby mail.' },
        became: 'The new account is on record; the money goes there once it may be sent.',
      },
    ]);

    const shown = await run('audit', order.reference);
    expect(shown.out.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^When +Command +Operator +Reason +What became of it$/),
      expect.stringMatching(/ UTC {2}retry-now +Kim +The provider says it is done\. +Trying again\.$/),
      expect.stringMatching(/ UTC {2}replace-bank-account +Lee +New account, by mail\. +The new account is on record/),
    ]);
    expect((await run('status', order.reference)).out).toContain(shown.out.trimEnd());
    const { json } = await run('audit', order.reference, '--json');
    expect(json()).toEqual({ reference: order.reference, workflowId: `offramp-${order.reference}`, audit });
    const everything = JSON.stringify(await statusOf(order.reference)) + shown.out;
    for (const told of [account.iban, account.swift, account.bankName]) expect(everything).not.toContain(told);
  });

  it('says so where nobody ever intervened', async () => {
    const order = newOrder();
    await startUntil(system, order, 'awaiting-customer-approval');
    expect(await run('audit', order.reference)).toMatchObject({
      exitCode: 0,
      out: `Nobody has intervened in the order ${order.reference}.\n`,
    });
    expect((await run('status', order.reference)).out).not.toContain('What became of it');
    expect((await run('audit', 'no-such-order')).err).toBe('There is no order with the reference no-such-order.\n');
  });

  it('is empty, not missing, of an order that was refused', async () => {
    const { reference } = newOrder();
    const workflowId = `offramp-${reference}`;
    await system.client.workflow.execute('offramp', { workflowId, taskQueue: system.taskQueue, args: [{ reference }] });
    expect((await run('audit', reference, '--json')).json()).toEqual({ reference, workflowId, audit: [] });
  });
});
