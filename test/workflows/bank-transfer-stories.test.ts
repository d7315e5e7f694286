import { bankTransfersOf, passingFailure, toNextWindow } from '../support/bank-transfers';
import { fastForward } from '../../scripts/temporal/fast-forward';
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
  const bank = (order: Order) => bankTransfersOf(system, order);
  const queued = async (order: Order) => startUntil(system, order, 'awaiting-bank-transfer');
  /** Planned or sent: where its window is open, it is sent at once. */
  const another = (order: Order, attempt: number) =>
    eventually('another attempt', async () => (await bank(order).status()).transfers.length === attempt);

  it('is sent again in the next window, and arrives', async () => {
    const order = newOrder();
    await queued(order);
    await play().failTransfer(await bank(order).tradeId(), passingFailure);
    const { transfers } = await reached(system, order.reference, 'retrying-bank-transfer');
    expect(transfers[0]).toMatchObject({ attempt: 1, state: 'failed' });
    await bank(order).untilSent(2);
    expect(await bank(order).payments()).toHaveLength(1);
    await reached(system, order.reference, 'awaiting-bank-transfer');
    await play().creditTransfer(await bank(order).tradeId());
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

  it('is sent three times and no more', async () => {
    const order = newOrder();
    await queued(order);
    for (const times of [1, 2]) {
      await play().failTransfer(await bank(order).tradeId(), passingFailure);
      await another(order, times + 1);
      await bank(order).untilSent(times + 1);
      expect(await bank(order).payments()).toHaveLength(times);
      await reached(system, order.reference, 'awaiting-bank-transfer');
    }
    await play().failTransfer(await bank(order).tradeId(), passingFailure);
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
    await play().failTransfer(await bank(order).tradeId(), { code: 'AC04', fundsReturned: true });
    await needsAttention(system, order.reference, 'bank-account-refused');
    const { bankAccountId: before } = (await bank(order).status()).ids;
    const bankAccount = {
      ...({ currency: 'EUR', bankName: 'Other Bank', accountNo: '532013001' } as const),
      ...{ iban: 'NL91ABNA0417164300', swift: 'ABNANL2A' },
    };
    await system.offramps.replaceBankAccount(order.reference, { ...operator, bankAccount });
    await reached(system, order.reference, 'retrying-bank-transfer');
    await bank(order).untilSent(2);
    expect(await bank(order).payments()).toHaveLength(1);
    const { bankAccountId: after } = (await bank(order).status()).ids;
    expect(after).not.toBe(before);
    expect(await bank(order).payments()).toMatchObject([{ bankAccountId: after }]);
    await play().creditTransfer(await bank(order).tradeId());
    await reached(system, order.reference, 'watching-for-return');
    await later(system, order.reference, '30 days');
    expect(await ended(system, order.reference, 'bank-account-replaced')).toMatchObject({ outcome: 'settled' });
  });

  it('comes back after it had arrived, and is sent again', async () => {
    const order = newOrder();
    await queued(order);
    await play().creditTransfer(await bank(order).tradeId());
    await reached(system, order.reference, 'watching-for-return');
    await later(system, order.reference, '3 days');
    const occurredAt = new Date(Date.now() + 3 * 86_400_000).toISOString();
    await play().returnTransfer(await bank(order).tradeId(), { ...passingFailure, occurredAt });
    await another(order, 2);
    expect((await bank(order).status()).outcome).toBeUndefined();
    await bank(order).untilSent(2);
    expect(await bank(order).payments()).toHaveLength(1);
    await reached(system, order.reference, 'awaiting-bank-transfer');
    await play().creditTransfer(await bank(order).tradeId());
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
    const tradeId = await bank(order).tradeId();
    await play().failTransfer(tradeId, passingFailure);
    await reached(system, order.reference, 'retrying-bank-transfer');
    await play().reportBank({ tradeId, attempt: 1, outcome: 'credited', occurredAt: new Date().toISOString() });
    await needsAttention(system, order.reference, 'credited-after-failure');
    await later(system, order.reference, '8 days');
    expect(await bank(order).payments()).toEqual([]);
    await system.offramps.confirmBankTransfer(order.reference, operator);
    await reached(system, order.reference, 'watching-for-return');
    await later(system, order.reference, '30 days');
    expect(await ended(system, order.reference, 'credited-after-failure')).toMatchObject({
      outcome: 'settled',
      evidence: 'operator',
    });
  });

  it('is adopted when the answer to the payment is lost', async () => {
    const order = newOrder();
    await queued(order);
    await play().failTransfer(await bank(order).tradeId(), passingFailure);
    await reached(system, order.reference, 'retrying-bank-transfer');
    system.simulator.faultNext({ path: '/payment/create', times: 1, fault: 'reset-after' });
    await bank(order).untilSent(2);
    expect(await bank(order).payments()).toHaveLength(1);
    await eventually(
      'the payment to be found',
      async () => (await bank(order).status()).transfers[1]?.state === 'sent',
    );
    await play().settlePayment(required((await bank(order).status()).transfers[1]?.paymentReference));
    await reached(system, order.reference, 'watching-for-return');
    await later(system, order.reference, '30 days');
    expect(await ended(system, order.reference, 'payment-answer-lost')).toMatchObject({
      outcome: 'settled',
      evidence: 'provider',
      transfers: [{ state: 'failed' }, { state: 'credited' }],
    });
    expect(system.simulator.audit()).toMatchObject({ duplicates: [], doublePayments: [] });
  });

  it('is sent again soon where the provider does not answer before the payment, without a person', async () => {
    const order = newOrder();
    await queued(order);
    await play().failTransfer(await bank(order).tradeId(), passingFailure);
    await reached(system, order.reference, 'retrying-bank-transfer');
    const asked = () => system.simulator.requests.filter(({ path }) => path === '/payment/estimate').length;
    const before = asked();
    system.simulator.faultNext({ path: '/payment/estimate', times: 3, fault: 'error-500-before' });
    while ((await bank(order).payments()).length === 0) {
      await toNextWindow(system, await bank(order).status());
      expect((await bank(order).status()).needsAttention).toBeUndefined();
    }
    expect(asked() - before).toBe(4);
  });

  it('waits for a person where it is not known whether the payment was made', async () => {
    const order = newOrder();
    await queued(order);
    await play().failTransfer(await bank(order).tradeId(), passingFailure);
    await reached(system, order.reference, 'retrying-bank-transfer');
    system.simulator.faultNext({ path: '/payment/create', times: 1, fault: 'failed-before' });
    await bank(order).untilSent(2);
    await eventually('it to be unknown', async () => (await bank(order).status()).transfers[1]?.state === 'unknown');
    await fastForward(system.environment.connection, `offramp-${order.reference}`, '40 minutes');
    await needsAttention(system, order.reference, 'payment-outcome-unknown');
    await fastForward(system.environment.connection, `offramp-${order.reference}`, '2 hours');
    expect(await bank(order).payments()).toEqual([]);
    await system.offramps.confirmFundsReturned(order.reference, { ...operator, attempt: 2 });
    await needsAttention(system, order.reference, 'bank-transfer-unclear');
    await system.offramps.retryNow(order.reference, operator);
    await another(order, 3);
    await bank(order).untilSent(3);
    expect(await bank(order).payments()).toHaveLength(1);
    await play().creditTransfer(await bank(order).tradeId(), { attempt: 3 });
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
    expect((await bank(order).status()).outcome).toBeUndefined();
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
    await play().failTransfer(await bank(order).tradeId(), passingFailure);
    await reached(system, order.reference, 'retrying-bank-transfer');
    await bank(order).untilSent(2);
    await needsAttention(system, order.reference, 'balance-short');
    await play().setBalance('USDT', '100000');
    await system.offramps.retryNow(order.reference, operator);
    await eventually('it to be tried again', async () => (await bank(order).status()).needsAttention === undefined);
    await bank(order).untilSent(2);
    expect(await bank(order).payments()).toMatchObject([{ attempt: 2 }]);
    await play().creditTransfer(await bank(order).tradeId());
    await reached(system, order.reference, 'watching-for-return');
    await later(system, order.reference, '30 days');
    expect(await ended(system, order.reference, 'balance-short')).toMatchObject({ outcome: 'settled' });
  });
});

describe('a payment of unknown outcome', () => {
  it('is followed by no other while it may still land, whoever says that it came to nothing', async () => {
    const system = await startOfframpSystem({ environment: { COINUT_SIGNATURE_WINDOW: '10 minutes' } });
    const order = newOrder();
    const bank = bankTransfersOf(system, order);
    await startUntil(system, order, 'awaiting-bank-transfer');
    await system.simulator.play.failTransfer(await bank.tradeId(), passingFailure);
    await reached(system, order.reference, 'retrying-bank-transfer');
    system.simulator.faultNext({ path: '/payment/create', times: 1, fault: 'failed-before' });
    await bank.untilSent(2);
    await eventually('it to be unknown', async () => (await bank.status()).transfers[1]?.state === 'unknown');
    await system.offramps.confirmFundsReturned(order.reference, { ...operator, attempt: 2 });
    await needsAttention(system, order.reference, 'bank-transfer-unclear');
    await system.offramps.retryNow(order.reference, operator);
    const { transfers } = await eventually('a third attempt to be planned', async () => {
      const status = await bank.status();
      return status.transfers[2]?.state === 'scheduled' && status;
    });
    // Its window is open.
    expect(transfers[2]?.submitAt.slice(0, 13)).toBe(transfers[1]?.submitAt.slice(0, 13));
    expect(await bank.payments()).toEqual([]);
    await fastForward(system.environment.connection, `offramp-${order.reference}`, '11 minutes');
    await eventually('the payment', async () => (await bank.payments()).length === 1);
    await system.stop();
  });
});
