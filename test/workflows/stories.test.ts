import type { OfframpResult } from '../../src/client';
import { fastForward } from '../../scripts/temporal/fast-forward';
import { recordHistory } from '../support/histories';
import { happySteps, needsAttention, playStep, reached, required, startUntil } from '../support/journeys';
import { newOrder } from '../support/orders';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';

const operator = { operator: 'Kim', reason: 'The customer asked for it.' };

describe('an offramp', () => {
  let system: OfframpSystem;
  beforeAll(async () => {
    system = await startOfframpSystem();
  });
  afterAll(() => system.stop());

  /** The end of an order, with its history kept as a story. */
  async function ended(reference: string, story: string): Promise<OfframpResult> {
    const result = await system.offramps.result(reference);
    await recordHistory(system.client, `offramp-${reference}`, story);
    return result;
  }

  async function later(reference: string, duration: '2 days' | '8 days' | '15 days' | '30 days'): Promise<void> {
    await fastForward(system.environment.connection, `offramp-${reference}`, duration);
  }

  it("goes the guide's happy path and stays open for a return", async () => {
    const order = newOrder();
    await startUntil(system, order, 'watching-for-return');
    await later(order.reference, '30 days');
    expect(await ended(order.reference, 'happy-path')).toMatchObject({
      outcome: 'settled',
      reason: 'money-arrived',
      evidence: 'bank-report',
      amounts: { deposited: { amount: '250.00', currency: 'USDT' }, paidOut: { amount: '229.80', currency: 'EUR' } },
      transfers: [{ attempt: 1, state: 'credited', amount: '229.80', currency: 'EUR' }],
    });
  });

  it('waits for an address that is verified later', async () => {
    const order = newOrder({ tags: ['address-later'], network: 'TRX' });
    await startUntil(system, order, 'awaiting-customer-approval');
    await playStep(system, order.reference, 'awaiting-customer-approval');
    const { ids } = await reached(system, order.reference, 'awaiting-deposit-address');
    await system.simulator.play.verifyAddress(required(ids.depositAddressId));
    const { depositAddress } = await reached(system, order.reference, 'awaiting-deposit');
    expect(depositAddress).toMatchObject({ network: 'TRX', currency: 'USDT' });
    for (const step of happySteps.slice(1)) await playStep(system, order.reference, step);
    await reached(system, order.reference, 'watching-for-return');
    await later(order.reference, '30 days');
    expect(await ended(order.reference, 'address-later')).toMatchObject({ outcome: 'settled' });
  });

  it('ends rejected when the provider rejects the customer', async () => {
    const order = newOrder();
    const { ids } = await startUntil(system, order, 'awaiting-customer-approval');
    await system.simulator.play.rejectCustomer(required(ids.customerId), 'Unreadable document.');
    expect(await ended(order.reference, 'customer-rejected')).toMatchObject({
      outcome: 'rejected',
      reason: 'customer-rejected',
    });
  });

  it('finds an approval whose webhook was lost', async () => {
    const order = newOrder();
    const { ids } = await startUntil(system, order, 'awaiting-customer-approval');
    await system.simulator.play.approveCustomer(required(ids.customerId), { webhook: false });
    await later(order.reference, '2 days');
    await reached(system, order.reference, 'awaiting-deposit');
    await system.offramps.cancelOfframp(order.reference, operator);
    expect(await ended(order.reference, 'approval-found-by-look-up')).toMatchObject({ outcome: 'cancelled' });
  });

  it('expires when the customer is never approved, after asking once more', async () => {
    const order = newOrder();
    await startUntil(system, order, 'awaiting-customer-approval');
    const asked = system.simulator.requests.length;
    await later(order.reference, '15 days');
    expect(await ended(order.reference, 'customer-approval-silent')).toMatchObject({
      outcome: 'expired',
      reason: 'customer-approval-deadline',
    });
    expect(system.simulator.requests.slice(asked).map(({ path }) => path)).toContain('/customer/detail');
  });

  it('expires when no deposit comes, after asking once more', async () => {
    const order = newOrder();
    await startUntil(system, order, 'awaiting-deposit');
    const asked = system.simulator.requests.length;
    await later(order.reference, '8 days');
    expect(await ended(order.reference, 'no-deposit')).toMatchObject({ outcome: 'expired', reason: 'no-deposit' });
    expect(system.simulator.requests.slice(asked).map(({ path }) => path)).toContain('/deposit/list');
  });

  it('finds a deposit whose webhooks were lost instead of expiring', async () => {
    const order = newOrder();
    const { depositAddress } = await startUntil(system, order, 'awaiting-deposit');
    const address = required(depositAddress?.address);
    const deposit = await system.simulator.play.receiveDeposit({ address, amount: '250.00' }, { webhook: false });
    await system.simulator.play.approveDeposit(deposit.id, { webhook: false });
    await later(order.reference, '2 days');
    await reached(system, order.reference, 'awaiting-trade');
    const trade = await system.simulator.play.createTrade(deposit.id, { webhook: false });
    await system.simulator.play.settleTrade(trade.id, { webhook: false });
    await later(order.reference, '2 days');
    await reached(system, order.reference, 'awaiting-bank-transfer');
    await later(order.reference, '8 days');
    await reached(system, order.reference, 'watching-for-return');
    await later(order.reference, '30 days');
    expect(await ended(order.reference, 'all-webhooks-lost')).toMatchObject({
      outcome: 'settled',
      reason: 'should-have-arrived',
      evidence: 'window-elapsed',
      transfers: [{ state: 'presumed-credited' }],
    });
  });

  it('settles on an operator’s word that the money arrived', async () => {
    const order = newOrder();
    await startUntil(system, order, 'awaiting-bank-transfer');
    await system.offramps.confirmBankTransfer(order.reference, operator);
    await reached(system, order.reference, 'watching-for-return');
    await later(order.reference, '30 days');
    expect(await ended(order.reference, 'confirmed-by-operator')).toMatchObject({
      outcome: 'settled',
      evidence: 'operator',
    });
  });

  it('is cancelled by its backend before a deposit', async () => {
    const order = newOrder();
    await startUntil(system, order, 'awaiting-deposit');
    await system.offramps.cancelOfframp(order.reference, operator);
    expect(await ended(order.reference, 'cancelled-by-operator')).toMatchObject({
      outcome: 'cancelled',
      reason: 'cancelled-by-operator',
    });
  });

  it('takes a cancellation in Temporal UI as the same request', async () => {
    const order = newOrder();
    const { workflowId } = await startUntil(system, order, 'awaiting-customer-approval');
    await system.client.workflow.getHandle(workflowId).cancel();
    expect(await ended(order.reference, 'cancellation-requested')).toMatchObject({
      outcome: 'cancelled',
      reason: 'cancellation-requested',
    });
  });

  it('goes on to the end when it is cancelled after a deposit', async () => {
    const order = newOrder();
    const { workflowId } = await startUntil(system, order, 'confirming-deposit');
    await system.client.workflow.getHandle(workflowId).cancel();
    await expect(system.offramps.cancelOfframp(order.reference, operator)).rejects.toThrow('A deposit is known');
    for (const step of happySteps.slice(2)) await playStep(system, order.reference, step);
    await reached(system, order.reference, 'watching-for-return');
    await later(order.reference, '30 days');
    expect(await ended(order.reference, 'cancelled-too-late')).toMatchObject({ outcome: 'settled' });
  });

  it('holds for a person when the bank says that the transfer failed', async () => {
    const order = newOrder();
    const { workflowId, ids } = await startUntil(system, order, 'awaiting-bank-transfer');
    await system.client.workflow.getHandle(workflowId).signal('bankTransferReported', {
      reportId: 'r-1',
      outcome: 'failed',
      tradeId: ids.tradeId,
      evidence: 'bank-report',
      seenAt: new Date().toISOString(),
    });
    await needsAttention(system, order.reference, 'bank-transfer-unclear');
    await later(order.reference, '30 days');
    await needsAttention(system, order.reference, 'bank-transfer-unclear');
    const close = () => system.offramps.closeOfframp(order.reference, { ...operator, outcome: 'refunded' });
    await expect(close()).rejects.toThrow('Not all money is accounted for (229.8 EUR)');
    const paidByHand = { ...operator, amount: '229.80', currency: 'EUR', destination: 'paid by hand' };
    await system.offramps.recordDisposition(order.reference, paidByHand);
    await close();
    expect(await ended(order.reference, 'transfer-failed')).toMatchObject({
      outcome: 'refunded',
      reason: 'closed-by-operator',
      transfers: [{ state: 'failed' }],
    });
  });

  it('holds for a person when the money comes back after it arrived', async () => {
    const order = newOrder();
    const { workflowId, ids } = await startUntil(system, order, 'watching-for-return');
    const occurredAt = new Date(Date.now() + 1_000).toISOString();
    const report = { reportId: 'r-2', outcome: 'returned', tradeId: ids.tradeId, occurredAt };
    await system.client.workflow.getHandle(workflowId).signal('bankTransferReported', report);
    await needsAttention(system, order.reference, 'bank-transfer-unclear');
    const paidByHand = { ...operator, amount: '229.80', currency: 'EUR', destination: 'paid by hand' };
    await system.offramps.recordDisposition(order.reference, paidByHand);
    await system.offramps.closeOfframp(order.reference, { ...operator, outcome: 'refunded' });
    expect(await ended(order.reference, 'returned-and-closed')).toMatchObject({
      outcome: 'refunded',
      transfers: [{ state: 'returned' }],
    });
  });

  it('completes as settled on an operator’s word although the bank said otherwise before', async () => {
    const order = newOrder();
    const { workflowId, ids } = await startUntil(system, order, 'awaiting-bank-transfer');
    const report = { reportId: 'r-3', outcome: 'failed', tradeId: ids.tradeId };
    await system.client.workflow.getHandle(workflowId).signal('bankTransferReported', report);
    await needsAttention(system, order.reference, 'bank-transfer-unclear');
    await system.offramps.confirmBankTransfer(order.reference, operator);
    await reached(system, order.reference, 'watching-for-return');
    await later(order.reference, '30 days');
    expect(await ended(order.reference, 'confirmed-after-failure')).toMatchObject({
      outcome: 'settled',
      evidence: 'operator',
    });
  });

  it('shares its address with another order, each with its own deposit', async () => {
    const first = newOrder();
    const { depositAddress } = await startUntil(system, first, 'watching-for-return');
    const second = { ...newOrder(), customer: first.customer };
    await system.offramps.start(second);
    expect(await reached(system, second.reference, 'awaiting-deposit')).toMatchObject({ depositAddress });
    for (const step of happySteps.slice(1)) await playStep(system, second.reference, step);
    await reached(system, second.reference, 'watching-for-return');
    await later(first.reference, '30 days');
    await later(second.reference, '30 days');
    expect(await ended(first.reference, 'address-shared-first')).toMatchObject({ outcome: 'settled' });
    expect(await ended(second.reference, 'address-shared-second')).toMatchObject({ outcome: 'settled' });
  });

  it("expires in spite of news of a deposit that turns out to be another order's", async () => {
    const first = newOrder();
    const { depositAddress } = await startUntil(system, first, 'awaiting-deposit');
    const second = { ...newOrder({ network: 'TRX' }), customer: first.customer };
    const { workflowId } = await system.offramps.start(second);
    await reached(system, second.reference, 'awaiting-deposit');
    const address = required(depositAddress?.address);
    const { id: depositId } = await system.simulator.play.receiveDeposit({ address, amount: '250.00' });
    await system.client.workflow.getHandle(workflowId).signal('depositReceived', { depositId });
    await later(second.reference, '8 days');
    expect(await ended(second.reference, 'deposit-of-another-order')).toMatchObject({ outcome: 'expired' });
  });

  it('holds for a person when the deposit is never confirmed, and goes on by itself when it is after all', async () => {
    const order = newOrder();
    const { ids } = await startUntil(system, order, 'confirming-deposit');
    await later(order.reference, '2 days');
    await needsAttention(system, order.reference, 'confirmation-silent');
    await system.simulator.play.approveDeposit(required(ids.depositId));
    const status = await reached(system, order.reference, 'awaiting-trade');
    expect(status.needsAttention).toBeUndefined();
    for (const step of happySteps.slice(3)) await playStep(system, order.reference, step);
    await reached(system, order.reference, 'watching-for-return');
    await later(order.reference, '30 days');
    expect(await ended(order.reference, 'confirmation-late')).toMatchObject({ outcome: 'settled' });
  });

  it('asks the provider at once when told to retry', async () => {
    const order = newOrder();
    const { ids } = await startUntil(system, order, 'awaiting-customer-approval');
    await system.simulator.play.approveCustomer(required(ids.customerId), { webhook: false });
    await system.offramps.retryNow(order.reference, operator);
    await reached(system, order.reference, 'awaiting-deposit');
    await system.offramps.closeOfframp(order.reference, { ...operator, outcome: 'abandoned' });
    expect(await ended(order.reference, 'retried-now')).toMatchObject({ outcome: 'abandoned' });
  });

  it('ends rejected with every problem listed when its input is wrong', async () => {
    const reference = newOrder().reference;
    const handle = await system.client.workflow.start('offramp', {
      workflowId: `offramp-${reference}`,
      taskQueue: system.taskQueue,
      args: [{ reference, customer: { customerId: 'c-1', name: 'Ana' }, source: { currency: 'BTC', network: 'LN' } }],
    });
    expect(await handle.result()).toMatchObject({
      outcome: 'rejected',
      reason: 'invalid-input',
      problems: [
        { field: 'customer.name' },
        { field: 'bankAccount' },
        { field: 'source.currency' },
        { field: 'source.network' },
      ],
    });
    await recordHistory(system.client, handle.workflowId, 'invalid-input');
  });
});
