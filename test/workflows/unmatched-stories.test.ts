import type { UnmatchedWebhookResult, UnmatchedWebhookStatus } from '../../src/signals/unmatched-webhook';
import { eventually } from '../support/eventually';
import { needsAttention, reached, required, startUntil } from '../support/journeys';
import { newOrder } from '../support/orders';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { recordHistory } from '../support/histories';
import { later, operator } from '../support/stories';

describe('an event that no order is known by', () => {
  let system: OfframpSystem;
  beforeAll(async () => {
    system = await startOfframpSystem();
  });
  afterAll(() => system.stop());

  const handle = (id: string) => system.client.workflow.getHandle(id);
  const status = (id: string) => handle(id).query<UnmatchedWebhookStatus>('status');

  /** As the relay starts it, but given up early where a test waits for a person. */
  async function keep(unmatched: { keys: string[]; objectKey?: string; deliverFor?: string; workflowId?: string }) {
    const workflowId = `unmatched-${newOrder().reference}`;
    const signal = { name: 'customerApproved', payload: { customerId: unmatched.keys[0]?.replace('customer:', '') } };
    await system.client.workflow.start('unmatchedWebhook', {
      workflowId,
      taskQueue: system.taskQueue,
      args: [{ signal, ...unmatched }],
    });
    return workflowId;
  }

  const givenUp = (id: string) => eventually('a person to be needed', async () => (await status(id)).needsAttention);
  // Other tests on the same server have customers of their own.
  const nobody = `customer:nobody-${newOrder().reference}`;
  const nobodys = { keys: [nobody], objectKey: nobody, deliverFor: '1 second' };

  it('reaches its order once that is there', async () => {
    const order = newOrder();
    // The provider is faster than the order: it approves before the order knows its customer.
    const id = await keep({ keys: [`customer:of-${order.reference}`], objectKey: `customer:of-${order.reference}` });
    expect(await status(id)).toMatchObject({ needsAttention: false, waitingFor: expect.stringContaining('an order') });
    await system.offramps.start({ ...order, customer: { customerId: `of-${order.reference}` } });
    const result = (await handle(id).result()) as UnmatchedWebhookResult;
    expect(result).toEqual({ outcome: 'delivered', workflowIds: [`offramp-${order.reference}`] });
    await recordHistory(system.client, id, 'unmatched-then-delivered');
  });

  it('needs a person after its time, who assigns it to an order', async () => {
    const order = newOrder();
    const { ids } = await startUntil(system, order, 'awaiting-customer-approval');
    const id = await keep(nobodys);
    await givenUp(id);
    const assign = (reference: string) => handle(id).executeUpdate('assign', { args: [{ ...operator, reference }] });
    await assign('no-such-order');
    expect((await status(id)).needsAttention).toBe(true);
    await assign(order.reference);
    expect(await handle(id).result()).toEqual({ outcome: 'assigned', workflowIds: [`offramp-${order.reference}`] });
    expect((await system.offramps.status(order.reference)).ids.customerId).toBe(ids.customerId);
    await recordHistory(system.client, id, 'unmatched-then-assigned');
  });

  it('that is a report of a bank on an order which has ended may be assigned to that', async () => {
    const order = newOrder();
    await startUntil(system, order, 'watching-for-return');
    await later(system, order.reference, '30 days');
    await system.offramps.result(order.reference);
    const payload = {
      ...{ reportId: `r-${order.reference}`, outcome: 'returned', code: 'AC04', attempt: 1, fundsReturned: true },
      ...{ evidence: 'bank-report', seenAt: new Date().toISOString() },
      occurredAt: new Date(Date.now() + 40 * 86_400_000).toISOString(),
    };
    const workflowId = `unmatched-report-${order.reference}`;
    await system.client.workflow.start('unmatchedWebhook', {
      ...{ workflowId, taskQueue: system.taskQueue },
      args: [
        { signal: { name: 'bankTransferReported', payload }, keys: [], workflowId: 'mistyped', deliverFor: '1 second' },
      ],
    });
    await givenUp(workflowId);
    const assign = (reference: string) =>
      handle(workflowId).executeUpdate('assign', { args: [{ ...operator, reference }] });
    await assign('no-such-order');
    expect((await status(workflowId)).needsAttention).toBe(true);
    await assign(order.reference);
    const returned = `${order.reference}:return:1`;
    expect(await handle(workflowId).result()).toEqual({ outcome: 'assigned', workflowIds: [`offramp-${returned}`] });
    await needsAttention(system, returned, 'bank-account-refused');
  });

  it('may be dismissed, also while it is still being delivered', async () => {
    const id = await keep({ keys: [nobody] });
    const refused = handle(id).executeUpdate('dismiss', { args: [null] });
    await expect(refused).rejects.toMatchObject({ cause: { message: 'dismiss needs operator and reason.' } });
    await handle(id).executeUpdate('dismiss', { args: [operator] });
    expect(await handle(id).result()).toEqual({ outcome: 'dismissed', workflowIds: [] });
    await recordHistory(system.client, id, 'unmatched-then-dismissed');
  });

  it('of a trade that the provider cancels after its order has ended needs nobody', async () => {
    const order = newOrder();
    const { ids } = await startUntil(system, order, 'confirming-deposit');
    await system.simulator.play.rejectDeposit(required(ids.depositId));
    await needsAttention(system, order.reference, 'deposit-rejected');
    const sentBack = { amount: '250.00', currency: order.source.currency, transactionId: '0x1' };
    await system.offramps.recordRefund(order.reference, { ...operator, ...sentBack });
    expect(await system.offramps.result(order.reference)).toMatchObject({ outcome: 'refunded' });
    const trade = await system.simulator.play.createTrade(required(ids.depositId));
    const kept = await eventually('the trade to be kept', async () =>
      (await system.offramps.listUnmatched({ limit: 1_000 })).find(({ object }) => object === `trade:${trade.id}`),
    );
    await system.simulator.play.cancelTrade(trade.id);
    expect(await handle(kept.workflowId).result()).toEqual({
      ...{ outcome: 'known', workflowIds: [`offramp-${order.reference}`] },
    });
  });

  it('of a trade that the provider has canceled reaches an order that is not listed by its deposit yet', async () => {
    const order = newOrder();
    const { ids } = await startUntil(system, order, 'awaiting-trade');
    const depositId = required(ids.depositId);
    const trade = await system.simulator.play.createTrade(depositId, { webhook: false });
    await system.simulator.play.cancelTrade(trade.id);
    const payload = { tradeId: trade.id, depositId, evidence: 'webhook', seenAt: new Date().toISOString() };
    const workflowId = `unmatched-${trade.id}`;
    await system.client.workflow.start('unmatchedWebhook', {
      ...{ workflowId, taskQueue: system.taskQueue },
      args: [
        { signal: { name: 'tradeCreated', payload }, objectKey: `trade:${trade.id}`, keys: [`deposit:not-listed`] },
      ],
    });
    expect(await handle(workflowId).result()).toEqual({
      ...{ outcome: 'delivered', workflowIds: [`offramp-${order.reference}`] },
    });
    await reached(system, order.reference, 'awaiting-trade-settlement');
  });

  it('needs a person at once if it names nothing to find an order by', async () => {
    const id = await keep({ keys: [] });
    await givenUp(id);
    await handle(id).executeUpdate('dismiss', { args: [operator] });
  });

  it('is found by its trade at the provider if it names only that', async () => {
    const order = newOrder();
    const { ids } = await startUntil(system, order, 'awaiting-trade');
    const trade = await system.simulator.play.createTrade(required(ids.depositId), { webhook: false });
    await system.client.workflow.start('unmatchedWebhook', {
      workflowId: `unmatched-${trade.id}`,
      taskQueue: system.taskQueue,
      args: [
        {
          signal: { name: 'tradeCreated', payload: { tradeId: trade.id } },
          objectKey: `trade:${trade.id}`,
          keys: [`trade:${trade.id}`],
        },
      ],
    });
    expect((await reached(system, order.reference, 'awaiting-trade-settlement')).ids.tradeId).toBe(trade.id);
  });
});
