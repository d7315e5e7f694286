import { eventually } from '../support/eventually';
import { happySteps, needsAttention, playStep, reached, required, startUntil } from '../support/journeys';
import { newOrder } from '../support/orders';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { ended, later, operator } from '../support/stories';

describe('a deposit', () => {
  let system: OfframpSystem;
  beforeAll(async () => {
    system = await startOfframpSystem();
  });
  afterAll(() => system.stop());

  const play = () => system.simulator.play;
  const owner = (depositId: string) =>
    eventually(`an order to own deposit ${depositId}`, async () => {
      try {
        const { memo } = await system.client.workflow.getHandle(`deposit-${depositId}`).describe();
        return String(memo?.owner);
      } catch {
        return undefined;
      }
    });

  /** Lets the provider trade a deposit and the bank pay it, for the order that owns it. */
  async function settle(reference: string, depositId: string): Promise<void> {
    await play().approveDeposit(depositId);
    const trade = await play().createTrade(depositId);
    await play().settleTrade(trade.id);
    await reached(system, reference, 'awaiting-bank-transfer');
    await play().creditTransfer(trade.id);
    await reached(system, reference, 'watching-for-return');
  }

  describe('that comes to an address when no order waits for it', () => {
    it('becomes an order of its own, paid to the account of the flow', async () => {
      const order = newOrder({ currency: 'USD' });
      const { depositAddress, ids } = await startUntil(system, order, 'awaiting-bank-transfer');
      const address = required(depositAddress?.address);
      const second = await play().receiveDeposit({ address, amount: '100.00' });
      const reference = `${order.reference}:deposit:${second.id}`;
      expect(await owner(second.id)).toBe(`offramp-${reference}`);
      const status = await reached(system, reference, 'confirming-deposit');
      expect(status.ids).toMatchObject({ depositId: second.id, flowId: ids.flowId, bankAccountId: ids.bankAccountId });
      await settle(reference, second.id);
      await later(system, reference, '30 days');
      expect(await ended(system, reference, 'later-deposit')).toMatchObject({
        outcome: 'settled',
        evidence: 'bank-report',
        amounts: { deposited: { amount: '100.00', currency: 'USDT' }, paidOut: { currency: 'USD' } },
      });
      // The order whose address it is goes its own way.
      expect((await system.offramps.status(order.reference)).stage).toBe('awaiting-bank-transfer');
      expect((await system.offramps.status(order.reference)).needsAttention).toBeUndefined();
    });

    it('becomes an order of its own after the order whose address it is has ended', async () => {
      const order = newOrder({ currency: 'USD' });
      const { depositAddress } = await startUntil(system, order, 'awaiting-deposit');
      await later(system, order.reference, '8 days');
      expect(await system.offramps.result(order.reference)).toMatchObject({ outcome: 'expired' });
      const late = await play().receiveDeposit({ address: required(depositAddress?.address), amount: '250.00' });
      const reference = `${order.reference}:deposit:${late.id}`;
      expect(await owner(late.id)).toBe(`offramp-${reference}`);
      await settle(reference, late.id);
    });

    it('is claimed once, however many orders hear of it at once', async () => {
      const order = newOrder({ currency: 'USD' });
      const { depositAddress } = await startUntil(system, order, 'confirming-deposit');
      const address = required(depositAddress?.address);
      const second = await play().receiveDeposit({ address, amount: '100.00' }, { webhook: false });
      const sighting = { depositId: second.id, address, network: 'ETH', currency: 'USDT', amount: '100.00' };
      for (let time = 0; time < 3; time += 1) {
        await system.client.workflow.getHandle(`offramp-${order.reference}`).signal('depositReceived', sighting);
      }
      expect(await owner(second.id)).toBe(`offramp-${order.reference}:deposit:${second.id}`);
      expect((await system.offramps.status(order.reference)).ids.depositId).not.toBe(second.id);
    });
  });

  it('that was sent before the order learned its address is not taken for its own', async () => {
    const first = newOrder({ currency: 'USD' });
    const { depositAddress } = await startUntil(system, first, 'awaiting-deposit');
    await system.offramps.cancelOfframp(first.reference, operator);
    await system.offramps.result(first.reference);
    const address = required(depositAddress?.address);
    const old = await play().receiveDeposit({ address, amount: '77.00' }, { webhook: false });
    const second = { ...newOrder({ currency: 'USD' }), customer: first.customer };
    await system.offramps.start(second);
    await reached(system, second.reference, 'awaiting-deposit');
    await system.offramps.retryNow(second.reference, operator);
    expect(await owner(old.id)).toMatch(/:deposit:/);
    expect(await system.offramps.status(second.reference)).toMatchObject({
      stage: 'awaiting-deposit',
      ids: { customerId: expect.any(String) },
    });
    for (const step of happySteps.slice(1)) await playStep(system, second.reference, step);
    await reached(system, second.reference, 'watching-for-return');
    await later(system, second.reference, '30 days');
    expect(await ended(system, second.reference, 'old-deposit-declined')).toMatchObject({
      amounts: { deposited: { amount: '250.00' } },
    });
  });

  it('is found before a cancellation is granted, although its webhook was lost', async () => {
    const order = newOrder();
    const { depositAddress } = await startUntil(system, order, 'awaiting-deposit');
    await play().receiveDeposit({ address: required(depositAddress?.address), amount: '250.00' }, { webhook: false });
    await system.offramps.cancelOfframp(order.reference, operator);
    await reached(system, order.reference, 'confirming-deposit');
    for (const step of happySteps.slice(2)) await playStep(system, order.reference, step);
    await reached(system, order.reference, 'watching-for-return');
    await later(system, order.reference, '30 days');
    expect(await ended(system, order.reference, 'deposit-outweighs-cancellation')).toMatchObject({
      outcome: 'settled',
    });
  });

  it('that the provider holds needs a person, and goes on once it is approved', async () => {
    const order = newOrder();
    const { ids } = await startUntil(system, order, 'confirming-deposit');
    await play().holdDeposit(required(ids.depositId));
    await later(system, order.reference, '1 day');
    await needsAttention(system, order.reference, 'deposit-held');
    for (const step of happySteps.slice(2)) await playStep(system, order.reference, step);
    const status = await reached(system, order.reference, 'watching-for-return');
    expect(status.needsAttention).toBeUndefined();
    await later(system, order.reference, '30 days');
    expect(await ended(system, order.reference, 'deposit-held-then-approved')).toMatchObject({ outcome: 'settled' });
  });

  it('counts with the amount that is confirmed, where another one was told when it came', async () => {
    const order = newOrder();
    const { ids } = await startUntil(system, order, 'confirming-deposit');
    const depositId = required(ids.depositId);
    const received = required(system.simulator.records.deposits.get(depositId));
    system.simulator.records.deposits.put({ ...received, amount: '249.50' });
    await play().approveDeposit(depositId);
    for (const step of happySteps.slice(3)) await playStep(system, order.reference, step);
    const { amounts } = await reached(system, order.reference, 'watching-for-return');
    expect(amounts.deposited).toEqual({ amount: '249.50', currency: 'USDT' });
  });

  it('that is rejected needs a person, and ends the order once the provider has sent it back', async () => {
    const order = newOrder();
    const { ids } = await startUntil(system, order, 'confirming-deposit');
    const depositId = required(ids.depositId);
    await play().rejectDeposit(depositId);
    await needsAttention(system, order.reference, 'deposit-rejected');
    await play().refundDeposit(depositId);
    await system.offramps.retryNow(order.reference, operator);
    expect(await ended(system, order.reference, 'deposit-refunded-by-provider')).toMatchObject({
      outcome: 'refunded',
      reason: 'deposit-refunded',
      evidence: 'provider',
    });
  });

  it('that is rejected ends the order once an operator records its refund, said twice', async () => {
    const order = newOrder();
    const { ids } = await startUntil(system, order, 'confirming-deposit');
    await play().rejectDeposit(required(ids.depositId));
    await needsAttention(system, order.reference, 'deposit-rejected');
    const { offramps } = system;
    const close = () => offramps.closeOfframp(order.reference, { ...operator, outcome: 'refunded' });
    await expect(close()).rejects.toThrow('Not all money is accounted for (250 USDT)');
    const refund = { ...operator, amount: '100.00', currency: 'USDT', transactionId: '0xabc' };
    await offramps.recordRefund(order.reference, refund);
    await offramps.recordRefund(order.reference, refund);
    await expect(close()).rejects.toThrow('150 USDT');
    await offramps.recordRefund(order.reference, { ...refund, amount: '150', transactionId: '0xdef' });
    expect(await ended(system, order.reference, 'deposit-refunded-by-operator')).toMatchObject({
      outcome: 'refunded',
      evidence: 'operator',
    });
  });

  it('in another token is held, never dropped, and may be disposed of', async () => {
    const order = newOrder();
    const { depositAddress } = await startUntil(system, order, 'awaiting-deposit');
    await play().receiveDeposit({ address: required(depositAddress?.address), amount: '30', currency: 'USDC' });
    const { ids } = await needsAttention(system, order.reference, 'deposit-wrong-currency');
    await play().approveDeposit(required(ids.depositId));
    await later(system, order.reference, '30 days');
    await needsAttention(system, order.reference, 'deposit-wrong-currency');
    const away = { ...operator, amount: '30', currency: 'USDC', destination: 'kept for the customer' };
    await system.offramps.recordDisposition(order.reference, away);
    await system.offramps.closeOfframp(order.reference, { ...operator, outcome: 'abandoned' });
    expect(await ended(system, order.reference, 'deposit-in-another-token')).toMatchObject({ outcome: 'abandoned' });
  });

  it('whose trade is canceled needs a person, and goes on when another trade follows', async () => {
    const order = newOrder();
    const { ids } = await startUntil(system, order, 'awaiting-trade-settlement');
    await play().cancelTrade(required(ids.tradeId));
    await later(system, order.reference, '1 day');
    await needsAttention(system, order.reference, 'trade-canceled');
    const again = await play().createTrade(required(ids.depositId));
    await play().settleTrade(again.id);
    const status = await reached(system, order.reference, 'awaiting-bank-transfer');
    expect(status.ids.tradeId).toBe(again.id);
    expect(status.needsAttention).toBeUndefined();
    await play().creditTransfer(again.id);
    await reached(system, order.reference, 'watching-for-return');
    await later(system, order.reference, '30 days');
    expect(await ended(system, order.reference, 'trade-canceled-then-another')).toMatchObject({ outcome: 'settled' });
  });

  it('that comes while the flow is switched off needs a person', async () => {
    const order = newOrder();
    const { ids } = await startUntil(system, order, 'awaiting-trade');
    await play().disableFlow(required(ids.flowId));
    await later(system, order.reference, '1 day');
    await needsAttention(system, order.reference, 'flow-disabled');
    const refund = { ...operator, amount: '250.00', currency: 'USDT', transactionId: '0x1' };
    await system.offramps.recordRefund(order.reference, refund);
    expect(await ended(system, order.reference, 'flow-disabled')).toMatchObject({ outcome: 'refunded' });
  });
});
