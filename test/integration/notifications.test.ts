import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { notificationServer, type OrderStore } from '../../examples/notification-receiver';
import { fastForward } from '../../scripts/temporal/fast-forward';
import type { BackendNotification } from '../../src/signals/notification';
import type { UnmatchedWebhookStatus } from '../../src/signals/unmatched-webhook';
import { eventually } from '../support/eventually';
import { bankTransfersOf } from '../support/bank-transfers';
import { sendReport } from '../relay/support/senders';
import { needsAttention, reached, required, startUntil } from '../support/journeys';
import { newOrder } from '../support/orders';
import { operator } from '../support/stories';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';

const secret = `whsec_${randomBytes(24).toString('base64')}`;

/** A backend as the example has it, which can be made to fail. */
class Backend implements OrderStore {
  readonly kept: BackendNotification[] = [];
  readonly said: string[] = [];
  /** Ids of everything that came, taken or not. */
  readonly came: string[] = [];
  isAway = false;

  keep(notification: BackendNotification): Promise<boolean> {
    this.came.push(notification.id);
    if (this.isAway) return Promise.reject(new Error('The database is away.'));
    const isKnown = this.kept.some(({ id }) => id === notification.id);
    if (!isKnown) this.kept.push(notification);
    return Promise.resolve(!isKnown);
  }

  tellCustomer(_reference: string, sentence: string): Promise<void> {
    this.said.push(sentence);
    return Promise.resolve();
  }

  of(reference: string): BackendNotification[] {
    const own = this.kept.filter(({ data }) => data.reference === reference);
    return own.sort((one, other) => one.data.sequence - other.data.sequence);
  }
}

describe('a backend that wishes to be told', () => {
  let backend: Backend;
  let server: Server;
  let system: OfframpSystem;
  beforeAll(async () => {
    backend = new Backend();
    server = notificationServer(backend, secret).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    system = await startOfframpSystem({
      environment: {
        NOTIFY_URL: `http://127.0.0.1:${port}/offramps`,
        NOTIFY_SECRET: secret,
        NOTIFY_ALLOW_PRIVATE: 'true',
      },
    });
  });
  afterEach(() => {
    backend.isAway = false;
  });
  afterAll(async () => {
    await system.stop();
    server.close();
  });

  const told = (reference: string, count: number) =>
    eventually(
      `${count} notifications of ${reference}`,
      () => backend.of(reference).length >= count && backend.of(reference),
    );

  it('hears of each step of an order that goes well, with amounts, dates and a sentence for the customer', async () => {
    const order = newOrder();
    const { workflowId, depositAddress } = await startUntil(system, order, 'watching-for-return');
    const notifications = await told(order.reference, 5);
    expect(notifications.map(({ type, data }) => [data.sequence, type, data.stage])).toEqual([
      [1, 'offramp.deposit-address-ready', 'awaiting-deposit'],
      [2, 'offramp.deposit-received', 'confirming-deposit'],
      [3, 'offramp.deposit-confirmed', 'awaiting-trade'],
      [4, 'offramp.payout-sent', 'awaiting-bank-transfer'],
      [5, 'offramp.settled', 'watching-for-return'],
    ]);
    const [ready, , confirmed, sent, settled] = notifications.map(({ data }) => data);
    expect(ready).toMatchObject({
      workflowId,
      depositAddress,
      customerText: expect.stringMatching(/^Send USDT on ETH to 0x/),
    });
    expect(confirmed).toMatchObject({ amounts: { deposited: { amount: '250.00', currency: 'USDT' } } });
    expect(sent).toMatchObject({
      amounts: { paidOut: { amount: '229.80', currency: 'EUR' } },
      expectedArrival: { earliest: expect.stringMatching(/^\d{4}-/) },
      customerText: expect.stringMatching(/^229\.80 EUR are on their way to your bank account and should arrive /),
    });
    expect(settled).toMatchObject({
      outcome: 'settled',
      evidence: 'bank-report',
      customerText: expect.stringContaining('have arrived'),
    });
    expect(backend.said).toEqual(expect.arrayContaining(notifications.map(({ data }) => data.customerText)));
    const { events } = await system.client.workflow.getHandle(workflowId).fetchHistory();
    const scheduled = events?.filter(
      ({ activityTaskScheduledEventAttributes: activity }) => activity?.activityType?.name === 'notifyBackend',
    );
    expect(scheduled).toHaveLength(5);
  });

  it('hears of it under the same id until it has taken it, and the order does not end before', async () => {
    const order = newOrder();
    const { ids } = await startUntil(system, order, 'awaiting-customer-approval');
    backend.isAway = true;
    const before = backend.came.length;
    await system.simulator.play.rejectCustomer(required(ids.customerId), 'Unreadable document.');
    await eventually('the backend to be told twice', () => backend.came.length >= before + 2);
    expect(new Set(backend.came.slice(before)).size).toBe(1);
    const status = await system.offramps.status(order.reference);
    expect(status).toMatchObject({ outcome: 'rejected' });
    const handle = system.client.workflow.getHandle(`offramp-${order.reference}`);
    expect((await handle.describe()).status.name).toBe('RUNNING');
    backend.isAway = false;
    expect(await system.offramps.result(order.reference)).toMatchObject({ outcome: 'rejected' });
    expect(backend.of(order.reference)).toMatchObject([
      { type: 'offramp.ended', data: { reason: 'customer-rejected' } },
    ]);
  });

  it('does not keep what a bank reports on an order just closed from becoming an order of its own', async () => {
    const order = newOrder();
    const { reference } = order;
    await startUntil(system, order, 'awaiting-bank-transfer');
    const bank = bankTransfersOf(system, order);
    await system.simulator.play.failTransfer(await bank.tradeId(), { code: 'AC04', fundsReturned: true });
    await needsAttention(system, reference, 'bank-account-refused');
    backend.isAway = true;
    const disposition = { amount: '229.80', currency: 'EUR', destination: 'paid by hand' };
    await system.offramps.recordDisposition(reference, { ...operator, ...disposition });
    await system.offramps.closeOfframp(reference, { ...operator, outcome: 'abandoned' });
    await eventually('the end', async () => (await bank.status()).outcome === 'abandoned');
    const occurredAt = new Date(Date.now() + 60_000).toISOString();
    const report = { reference, attempt: 1, outcome: 'credited', amount: '229.80', currency: 'EUR', occurredAt };
    const taken = await sendReport(system.relayUrl, report, { secret: system.bankReportSecret });
    expect(taken).toMatchObject({ status: 200, message: 'Delivered.' });
    backend.isAway = false;
    expect(await system.offramps.result(reference)).toMatchObject({
      outcome: 'abandoned',
      transfers: [{ attempt: 1, state: 'failed' }],
    });
    await needsAttention(system, `${reference}:return:1`, 'credited-after-failure');
  });

  it('does not keep a trade that the provider makes after all from a person, while the order ends', async () => {
    const order = newOrder();
    const { reference } = order;
    const { ids } = await startUntil(system, order, 'awaiting-trade');
    const depositId = required(ids.depositId);
    const canceled = await system.simulator.play.createTrade(depositId);
    await reached(system, reference, 'awaiting-trade-settlement');
    await system.simulator.play.cancelTrade(canceled.id);
    await system.offramps.retryNow(reference, operator);
    await needsAttention(system, reference, 'trade-canceled');
    backend.isAway = true;
    const sentBack = { amount: '250.00', currency: order.source.currency, transactionId: '0x1' };
    await system.offramps.recordRefund(reference, { ...operator, ...sentBack });
    await eventually('the end', async () => (await system.offramps.status(reference)).outcome === 'refunded');
    const made = await system.simulator.play.createTrade(depositId);
    await system.simulator.play.settleTrade(made.id);
    const kept = await eventually('the trade to be kept', async () => {
      const unmatched = await system.offramps.listUnmatched({ limit: 1_000 });
      return unmatched.find(({ object, event }) => object === `trade:${made.id}` && event === 'tradeSettled');
    });
    backend.isAway = false;
    expect(await system.offramps.result(reference)).toMatchObject({
      outcome: 'refunded',
      ids: { tradeId: canceled.id },
    });
    const handle = system.client.workflow.getHandle(kept.workflowId);
    const status = () => handle.query<UnmatchedWebhookStatus>('status');
    // As it would be of an order that had ended a moment before: nobody takes it for known.
    expect(await status()).toMatchObject({ event: 'tradeSettled', waitingFor: expect.stringContaining('an order') });
    await handle.executeUpdate('dismiss', { args: [operator] });
  });

  it('hears once that something is overdue, and the order says so', async () => {
    const order = newOrder();
    const { workflowId } = await startUntil(system, order, 'awaiting-deposit');
    await told(order.reference, 1);
    await fastForward(system.environment.connection, workflowId, '25 hours');
    const [, overdue] = await told(order.reference, 2);
    expect(overdue).toMatchObject({ type: 'offramp.overdue', data: { overdueSince: expect.any(String) } });
    expect(overdue?.data).not.toHaveProperty('customerText');
    await fastForward(system.environment.connection, workflowId, '2 days');
    await reached(system, order.reference, 'awaiting-deposit');
    expect(backend.of(order.reference)).toHaveLength(2);
  });

  it('is not taken at its word by anybody else: a wrong signature is refused', async () => {
    const { port } = server.address() as AddressInfo;
    const headers = {
      'webhook-id': 'x',
      'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
      'webhook-signature': 'v1,AAAA',
    };
    const reply = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', headers, body: '{}' });
    expect(reply.status).toBe(401);
  });
});

describe('without a backend to tell', () => {
  it('nothing is scheduled', async () => {
    const system = await startOfframpSystem();
    const order = newOrder();
    const { workflowId } = await startUntil(system, order, 'awaiting-deposit');
    const { events } = await system.client.workflow.getHandle(workflowId).fetchHistory();
    const names = (events ?? []).map(
      ({ activityTaskScheduledEventAttributes: activity }) => activity?.activityType?.name,
    );
    expect(names).not.toContain('notifyBackend');
    await system.stop();
  });
});
