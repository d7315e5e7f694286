import { fastForward } from '../support/fast-forward';
import { eventually } from '../support/eventually';
import { needsAttention, reached, required, startUntil } from '../support/journeys';
import { newOrder } from '../support/orders';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { ended, later, operator } from '../support/stories';

type Order = ReturnType<typeof newOrder>;

describe('a bank transfer that fails', () => {
  let system: OfframpSystem;
  beforeAll(async () => {
    system = await startOfframpSystem();
  });
  afterEach(() => system.simulator.endFaults());
  afterAll(() => system.stop());

  const play = () => system.simulator.play;
  const tradeOf = async ({ reference }: Order) => required((await system.offramps.status(reference)).ids.tradeId);
  const statusOf = ({ reference }: Order) => system.offramps.status(reference);
  const paymentsOf = async (order: Order) => {
    const tradeId = await tradeOf(order);
    return system.simulator.records.transfers.where((transfer) => transfer.tradeId === tradeId && transfer.attempt > 1);
  };
  const queued = async (order: Order) => startUntil(system, order, 'awaiting-bank-transfer');
  /** Moves the clock on, window by window, until the order has tried to send the money once more. */
  async function untilSent(order: Order, attempt: number): Promise<void> {
    for (let halfDays = 0; halfDays < 20; halfDays += 1) {
      const { transfers, needsAttention: attention } = await statusOf(order);
      const state = transfers.find((transfer) => transfer.attempt === attempt)?.state;
      if (state !== undefined && !['scheduled', 'sending'].includes(state)) return;
      if (attention !== undefined) return;
      await fastForward(system.environment.connection, `offramp-${order.reference}`, '12 hours');
    }
    throw new Error(`Attempt ${attempt} was not sent within ten days.`);
  }
  const transient = { code: 'ED05', fundsReturned: true } as const;

  it('is sent again in the next window, and arrives', async () => {
    const order = newOrder();
    await queued(order);
    await play().failTransfer(await tradeOf(order), transient);
    const { transfers } = await reached(system, order.reference, 'retrying-bank-transfer');
    expect(transfers[0]).toMatchObject({ attempt: 1, state: 'failed' });
    await untilSent(order, 2);
    expect(await paymentsOf(order)).toHaveLength(1);
    await reached(system, order.reference, 'awaiting-bank-transfer');
    await play().creditTransfer(await tradeOf(order));
    await reached(system, order.reference, 'watching-for-return');
    await later(system, order.reference, '30 days');
    expect(await ended(system, order.reference, 'bank-transfer-sent-again')).toMatchObject({
      outcome: 'settled',
      evidence: 'bank-report',
      transfers: [
        { attempt: 1, state: 'failed', amount: '229.80' },
        {
          attempt: 2,
          state: 'credited',
          amount: '229.80',
          paymentReference: expect.stringMatching(/^R[A-Z2-7]{12}-2$/),
        },
      ],
    });
    expect(system.simulator.audit()).toMatchObject({ duplicates: [], doublePayments: [] });
  });

  it('is sent again although the report, which could only mean the one transfer, did not name it', async () => {
    const order = newOrder();
    await queued(order);
    const tradeId = await tradeOf(order);
    await play().failTransfer(tradeId, { ...transient, report: false });
    await play().reportBank({ tradeId, outcome: 'failed', ...transient });
    await reached(system, order.reference, 'retrying-bank-transfer');
    await untilSent(order, 2);
    expect(await paymentsOf(order)).toHaveLength(1);
    expect((await statusOf(order)).needsAttention).toBeUndefined();
    await play().creditTransfer(tradeId);
    await reached(system, order.reference, 'watching-for-return');
    await later(system, order.reference, '30 days');
    expect(await ended(system, order.reference, 'unnamed-report')).toMatchObject({
      outcome: 'settled',
      transfers: [{ state: 'failed' }, { state: 'credited' }],
    });
  });

  it('is sent three times and no more', async () => {
    const order = newOrder();
    await queued(order);
    for (const times of [1, 2]) {
      await play().failTransfer(await tradeOf(order), transient);
      await reached(system, order.reference, 'retrying-bank-transfer');
      await untilSent(order, times + 1);
      expect(await paymentsOf(order)).toHaveLength(times);
      await reached(system, order.reference, 'awaiting-bank-transfer');
    }
    await play().failTransfer(await tradeOf(order), transient);
    await needsAttention(system, order.reference, 'resends-used-up');
    await system.offramps.recordDisposition(order.reference, {
      ...operator,
      ...{ amount: '229.80', currency: 'EUR', destination: 'paid by hand' },
    });
    await system.offramps.closeOfframp(order.reference, { ...operator, outcome: 'abandoned' });
    expect(await ended(system, order.reference, 'bank-transfer-failed-three-times')).toMatchObject({
      outcome: 'abandoned',
      transfers: [{ state: 'failed' }, { state: 'failed' }, { state: 'failed' }],
    });
  });

  it('goes to another account once the customer has named one', async () => {
    const order = newOrder();
    await queued(order);
    await play().failTransfer(await tradeOf(order), { code: 'AC04', fundsReturned: true });
    await needsAttention(system, order.reference, 'bank-account-refused');
    const { bankAccountId: before } = (await statusOf(order)).ids;
    const bankAccount = {
      ...({ currency: 'EUR', bankName: 'Other Bank', accountNo: '532013001' } as const),
      ...{ iban: 'NL91ABNA0417164300', swift: 'ABNANL2A' },
    };
    await system.offramps.replaceBankAccount(order.reference, { ...operator, bankAccount });
    await reached(system, order.reference, 'retrying-bank-transfer');
    await untilSent(order, 2);
    expect(await paymentsOf(order)).toHaveLength(1);
    const { bankAccountId: after } = (await statusOf(order)).ids;
    expect(after).not.toBe(before);
    expect(await paymentsOf(order)).toMatchObject([{ bankAccountId: after }]);
    await play().creditTransfer(await tradeOf(order));
    await reached(system, order.reference, 'watching-for-return');
    await later(system, order.reference, '30 days');
    expect(await ended(system, order.reference, 'bank-account-replaced')).toMatchObject({ outcome: 'settled' });
  });

  it('comes back after it had arrived, and is sent again', async () => {
    const order = newOrder();
    await queued(order);
    await play().creditTransfer(await tradeOf(order));
    await reached(system, order.reference, 'watching-for-return');
    await later(system, order.reference, '3 days');
    const occurredAt = new Date(Date.now() + 3 * 86_400_000).toISOString();
    await play().returnTransfer(await tradeOf(order), { ...transient, occurredAt });
    const { outcome } = await reached(system, order.reference, 'retrying-bank-transfer');
    expect(outcome).toBeUndefined();
    await untilSent(order, 2);
    expect(await paymentsOf(order)).toHaveLength(1);
    await reached(system, order.reference, 'awaiting-bank-transfer');
    await play().creditTransfer(await tradeOf(order));
    await reached(system, order.reference, 'watching-for-return');
    await later(system, order.reference, '30 days');
    expect(await ended(system, order.reference, 'returned-after-settlement')).toMatchObject({
      outcome: 'settled',
      transfers: [{ state: 'returned' }, { state: 'credited' }],
    });
  });

  it('is not sent again when it turns out to have arrived while the window is awaited', async () => {
    const order = newOrder();
    await queued(order);
    const tradeId = await tradeOf(order);
    await play().failTransfer(tradeId, transient);
    await reached(system, order.reference, 'retrying-bank-transfer');
    await play().reportBank({ tradeId, attempt: 1, outcome: 'credited', occurredAt: new Date().toISOString() });
    await needsAttention(system, order.reference, 'credited-after-failure');
    await later(system, order.reference, '8 days');
    expect(await paymentsOf(order)).toEqual([]);
    await system.offramps.confirmBankTransfer(order.reference, operator);
    await reached(system, order.reference, 'watching-for-return');
    await later(system, order.reference, '30 days');
    expect(await ended(system, order.reference, 'credited-after-failure')).toMatchObject({
      outcome: 'settled',
      evidence: 'operator',
    });
  });

  it('is not sent again when a bank says that it has arrived after an operator said that it is back', async () => {
    const order = newOrder();
    await queued(order);
    const tradeId = await tradeOf(order);
    await play().failTransfer(tradeId, { code: 'AC04', fundsReturned: true });
    await needsAttention(system, order.reference, 'bank-account-refused');
    // The order is busy with the account for as long as this may still land.
    system.simulator.faultNext({ path: '/bank-account/add', times: 1, fault: 'error-500-before' });
    const bankAccount = {
      ...({ currency: 'EUR', bankName: 'Other Bank', accountNo: '532013001' } as const),
      ...{ iban: 'NL91ABNA0417164300', swift: 'ABNANL2A' },
    };
    await system.offramps.replaceBankAccount(order.reference, { ...operator, bankAccount });
    await system.offramps.confirmFundsReturned(order.reference, { ...operator, amount: '100.00' });
    await play().reportBank({ tradeId, attempt: 1, outcome: 'credited' });
    await needsAttention(system, order.reference, 'credited-after-failure');
    await later(system, order.reference, '3 days');
    expect(await paymentsOf(order)).toEqual([]);
  });

  it('is adopted when the answer to the payment is lost', async () => {
    const order = newOrder();
    await queued(order);
    await play().failTransfer(await tradeOf(order), transient);
    await reached(system, order.reference, 'retrying-bank-transfer');
    system.simulator.faultNext({ path: '/payment/create', times: 1, fault: 'reset-after' });
    await untilSent(order, 2);
    expect(await paymentsOf(order)).toHaveLength(1);
    await eventually('the payment to be found', async () => (await statusOf(order)).transfers[1]?.state === 'sent');
    await play().settlePayment(required((await statusOf(order)).transfers[1]?.paymentReference));
    await reached(system, order.reference, 'watching-for-return');
    await later(system, order.reference, '30 days');
    expect(await ended(system, order.reference, 'payment-answer-lost')).toMatchObject({
      outcome: 'settled',
      evidence: 'provider',
      transfers: [{ state: 'failed' }, { state: 'credited' }],
    });
    expect(system.simulator.audit()).toMatchObject({ duplicates: [], doublePayments: [] });
  });

  it('is taken for arrived after silence, too, when the answer to the payment was lost', async () => {
    const order = newOrder();
    await queued(order);
    await play().failTransfer(await tradeOf(order), transient);
    await reached(system, order.reference, 'retrying-bank-transfer');
    system.simulator.faultNext({ path: '/payment/create', times: 1, fault: 'reset-after' });
    await untilSent(order, 2);
    await eventually('the payment to be found', async () => (await statusOf(order)).transfers[1]?.state === 'sent');
    await later(system, order.reference, '8 days');
    expect((await reached(system, order.reference, 'watching-for-return')).transfers).toMatchObject([
      { state: 'failed' },
      { state: 'presumed-credited' },
    ]);
    await later(system, order.reference, '30 days');
    expect(await ended(system, order.reference, 'payment-answer-lost-and-silence')).toMatchObject({
      outcome: 'settled',
      evidence: 'window-elapsed',
    });
  });

  it('waits for a person where it is not known whether the payment was made', async () => {
    const order = newOrder();
    await queued(order);
    await play().failTransfer(await tradeOf(order), transient);
    await reached(system, order.reference, 'retrying-bank-transfer');
    system.simulator.faultNext({ path: '/payment/create', times: 1, fault: 'failed-before' });
    await untilSent(order, 2);
    await eventually('it to be unknown', async () => (await statusOf(order)).transfers[1]?.state === 'unknown');
    await fastForward(system.environment.connection, `offramp-${order.reference}`, '40 minutes');
    await needsAttention(system, order.reference, 'payment-outcome-unknown');
    await fastForward(system.environment.connection, `offramp-${order.reference}`, '2 hours');
    expect(await paymentsOf(order)).toEqual([]);
    await system.offramps.confirmFundsReturned(order.reference, operator);
    await needsAttention(system, order.reference, 'bank-transfer-unclear');
    await system.offramps.retryNow(order.reference, operator);
    await reached(system, order.reference, 'retrying-bank-transfer');
    await untilSent(order, 3);
    expect(await paymentsOf(order)).toHaveLength(1);
    await play().creditTransfer(await tradeOf(order), { attempt: 3 });
    await reached(system, order.reference, 'watching-for-return');
    await later(system, order.reference, '30 days');
    expect(await ended(system, order.reference, 'payment-outcome-unknown')).toMatchObject({
      outcome: 'settled',
      transfers: [{ state: 'failed' }, { state: 'returned' }, { state: 'credited' }],
    });
  });

  it('is open again when the customer says that the money has not come', async () => {
    const order = newOrder();
    await queued(order);
    await later(system, order.reference, '8 days');
    await reached(system, order.reference, 'watching-for-return');
    await system.offramps.reportNotReceived(order.reference, operator);
    await needsAttention(system, order.reference, 'money-not-received');
    expect((await statusOf(order)).outcome).toBeUndefined();
    await system.offramps.confirmBankTransfer(order.reference, operator);
    await reached(system, order.reference, 'watching-for-return');
    await later(system, order.reference, '30 days');
    expect(await ended(system, order.reference, 'money-not-received')).toMatchObject({
      outcome: 'settled',
      evidence: 'operator',
    });
  });

  it('waits until the balance covers it, and has lost no attempt', async () => {
    const order = newOrder();
    await queued(order);
    await play().setBalance('USDT', '1');
    await play().failTransfer(await tradeOf(order), transient);
    await reached(system, order.reference, 'retrying-bank-transfer');
    await untilSent(order, 2);
    await needsAttention(system, order.reference, 'balance-short');
    await play().setBalance('USDT', '100000');
    await system.offramps.retryNow(order.reference, operator);
    await eventually('it to be tried again', async () => (await statusOf(order)).needsAttention === undefined);
    await untilSent(order, 2);
    expect(await paymentsOf(order)).toMatchObject([{ attempt: 2 }]);
    await play().creditTransfer(await tradeOf(order));
    await reached(system, order.reference, 'watching-for-return');
    await later(system, order.reference, '30 days');
    expect(await ended(system, order.reference, 'balance-short')).toMatchObject({ outcome: 'settled' });
  });
});
