import { randomUUID } from 'node:crypto';
import { eventually } from '../support/eventually';
import { fastForward } from '../../scripts/temporal/fast-forward';
import { addresseeOf } from '../../src/relay/bank-reports';
import { saidOfReport, unmatchedWebhookId } from '../../src/signals/unmatched-webhook';
import { needsAttention, reached, required, startUntil } from '../support/journeys';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { newOrder } from '../support/orders';
import { keptUnmatched } from './support/relays';
import { sendReport, type ReportChoices } from './support/senders';

let system: OfframpSystem;
beforeAll(async () => {
  system = await startOfframpSystem();
});
afterAll(() => system.stop());

async function orderThatWaitsForItsTransfer() {
  const order = newOrder();
  const status = await startUntil(system, order, 'awaiting-bank-transfer');
  return { reference: order.reference, ids: status.ids, workflowId: status.workflowId };
}

const send = (report: unknown, choices: Partial<ReportChoices> = {}) =>
  sendReport(system.relayUrl, report, { secret: system.bankReportSecret, ...choices });

describe('a bank report', () => {
  it.each(['reference', 'tradeId', 'depositId'] as const)('finds its order by %s', async (name) => {
    const { reference, ids } = await orderThatWaitsForItsTransfer();
    const named = { reference, tradeId: required(ids.tradeId), depositId: required(ids.depositId) };
    expect(await send({ [name]: named[name], outcome: 'credited' })).toMatchObject({
      status: 200,
      message: 'Delivered.',
    });
    expect(await reached(system, reference, 'watching-for-return')).toMatchObject({
      outcome: 'settled',
      evidence: 'bank-report',
    });
  });

  it('with all its fields is taken as it is', async () => {
    const { reference, ids } = await orderThatWaitsForItsTransfer();
    const report = {
      ...{ reference, tradeId: required(ids.tradeId), attempt: 1, outcome: 'failed', code: 'R03', scheme: 'ach' },
      ...{ amount: '229.80', currency: 'EUR', fundsReturned: false, occurredAt: '2026-07-01T10:00:00+02:00' },
    };
    expect(await send({ ...report, unknown: 'ignored' })).toMatchObject({ status: 200 });
    await needsAttention(system, reference, 'funds-not-returned');
  });

  it.each<[string, Partial<ReportChoices>]>([
    ['a wrong secret', { secret: `whsec_${Buffer.alloc(24, 9).toString('base64')}` }],
    ['no signature', { unsigned: true }],
    ['a signature over another body', { signedBody: '{}' }],
    ['a signature six minutes old', { ageMs: 360_000 }],
    ['a signature from six minutes ahead', { ageMs: -360_000 }],
  ])('with %s is refused with 401', async (_why, choices) => {
    const report = { reference: 'order-1', outcome: 'credited' };
    expect(await send(report, choices)).toMatchObject({
      status: 401,
      message: expect.stringMatching(/^The signature/),
    });
  });

  it.each<[string, unknown, string[]]>([
    ['no order', { outcome: 'credited' }, ['reference']],
    ['no outcome', { reference: 'order-1' }, ['outcome']],
    ['an outcome nobody knows', { reference: 'order-1', outcome: 'delayed' }, ['outcome']],
    [
      'several things wrong',
      {
        reference: 'an order',
        outcome: 7,
        amount: 229.8,
        currency: 'eur',
        attempt: 0,
        scheme: 'sepa',
        occurredAt: 'now',
      },
      ['reference', 'outcome', 'amount', 'currency', 'attempt', 'scheme', 'occurredAt'],
    ],
    ['a reference that is an IBAN', { reference: 'DE89370400440532013000', outcome: 'credited' }, ['reference']],
    ['an empty trade', { tradeId: '', outcome: 'credited' }, ['tradeId']],
    ['an amount of another notation', { reference: 'order-1', outcome: 'credited', amount: '1,000.00' }, ['amount']],
    ['a list', [], ['body']],
    ['nothing', '', ['body']],
    ['no JSON', 'outcome=credited', ['body']],
  ])('with %s is refused with 400, which names the fields', async (_why, report, fields) => {
    const { status, message } = await send(report);
    expect(status).toBe(400);
    for (const field of fields) expect(message).toMatch(new RegExp(`[ :;] ?${field} `));
    expect(message).not.toMatch(/an IBAN-like|7777|DE89|1,000|delayed/);
  });

  it.each([
    ['an unknown order', { reference: 'no-such-order' }],
    ['an unknown trade', { tradeId: 'no-such-trade' }],
    ['an unknown deposit', { depositId: 'no-such-deposit' }],
    ['an id that would break out of a query', { tradeId: '") OR ("1"="1' }],
  ])('about %s is kept for an order that may come, once', async (_why, named) => {
    const kept = () => keptUnmatched(system.client, system.taskQueue);
    const before = await kept();
    const id = `msg_${JSON.stringify(named)}`;
    for (let time = 0; time < 2; time += 1) {
      const reply = await send({ ...named, outcome: 'credited' }, { id });
      expect(reply).toMatchObject({ status: 200, message: expect.stringContaining('Kept') });
    }
    await eventually('the report to be kept', async () => (await kept()) === before + 1);
  });

  it('about an order that has ended is kept for a person', async () => {
    const { reference, workflowId } = await orderThatWaitsForItsTransfer();
    expect(await send({ reference, outcome: 'credited' })).toMatchObject({ status: 200 });
    await reached(system, reference, 'watching-for-return');
    await fastForward(system.environment.connection, workflowId, '30 days');
    await system.offramps.result(reference);
    const reply = await send({ reference, outcome: 'returned' });
    expect(reply).toMatchObject({ status: 200, message: expect.stringContaining('Kept') });
  });

  it('sent again with the reference that was meant is another one', async () => {
    const [reportId, outcome] = [`msg_${randomUUID()}`, 'returned'] as const;
    for (const reference of ['mistyped', 'meant']) {
      expect(await send({ reference, outcome }, { id: reportId })).toMatchObject({ status: 200 });
      const said = saidOfReport({ reportId, outcome }, addresseeOf({ reference }));
      const id = unmatchedWebhookId({ signal: { name: 'bankTransferReported', payload: {} }, keys: [] }, said);
      expect((await system.client.workflow.getHandle(id).describe()).status.name).toBe('RUNNING');
    }
  });

  it('sent again is the same fact', async () => {
    const { reference } = await orderThatWaitsForItsTransfer();
    const report = { reference, outcome: 'credited' };
    for (let time = 0; time < 3; time += 1)
      expect(await send(report, { id: 'msg_same' })).toMatchObject({ status: 200 });
    const { transfers, needsAttention } = await reached(system, reference, 'watching-for-return');
    expect(transfers).toMatchObject([{ attempt: 1, state: 'credited' }]);
    expect(needsAttention).toBeUndefined();
  });
});
