import { bankTransfersOf, passingFailure } from '../support/bank-transfers';
import { eventually } from '../support/eventually';
import { happySteps, needsAttention, playStep, reached, required, startUntil } from '../support/journeys';
import { newOrder } from '../support/orders';
import { startOfframpSystem, type OfframpSystem, type OfframpSystemOptions } from '../support/offramp-system';
import { later, operator } from '../support/stories';

type Order = ReturnType<typeof newOrder>;

/** Under the later documents an address is verified some time after its flow is made. */
async function startUntilQueued(system: OfframpSystem, order: Order): Promise<void> {
  const { ids } = await startUntil(system, order, 'awaiting-customer-approval');
  await system.simulator.play.approveCustomer(required(ids.customerId));
  const { ids: later } = await eventually('the order to have asked for an address', async () => {
    const status = await system.offramps.status(order.reference);
    return ['awaiting-deposit-address', 'awaiting-deposit'].includes(status.stage) && status;
  });
  if (later.depositAddressId !== undefined) await system.simulator.play.verifyAddress(later.depositAddressId);
  for (const step of happySteps.slice(1, -1)) await playStep(system, order.reference, step);
  await reached(system, order.reference, 'awaiting-bank-transfer');
}

/** What holds for a payout is only seen by an order whose transfer has just failed, the money being back. */
async function failedOrder(system: OfframpSystem, choices?: Parameters<typeof newOrder>[0]): Promise<Order> {
  const order = newOrder(choices);
  await startUntilQueued(system, order);
  await system.simulator.play.failTransfer(await bankTransfersOf(system, order).tradeId(), passingFailure);
  return order;
}

// Each starts a system of its own.
describe('a deployment that allows less', () => {
  let system: OfframpSystem;
  const started = async (options: OfframpSystemOptions): Promise<OfframpSystem> =>
    (system = await startOfframpSystem(options));
  afterEach(() => system.stop());

  const refused: readonly (readonly [why: string, reason: string, options: OfframpSystemOptions])[] = [
    ['while payouts are paused', 'payouts-paused', { environment: { PAYOUTS_PAUSED: 'true' } }],
    ['above its limit', 'resend-above-limit', { environment: { AUTO_RESEND_MAX: '229.79' } }],
    ['at a higher price', 'resend-too-dear', { environment: { MAX_RESEND_COST: '0.0001' } }],
    ['in a currency without payments', 'resend-unsupported', { contract: 'openapi-2026-07' }],
  ];

  it.each(refused)('sends nothing again %s, whatever an operator retries', async (_why, reason, options) => {
    await started(options);
    const order = await failedOrder(system);
    const bank = bankTransfersOf(system, order);
    await bank.untilSent(2);
    await needsAttention(system, order.reference, reason);
    await system.offramps.retryNow(order.reference, operator);
    await later(system, order.reference, '3 days');
    await needsAttention(system, order.reference, reason);
    expect(await bank.payments()).toEqual([]);
  });

  it('settles on the word of whoever sent the money from elsewhere', async () => {
    await started({ contract: 'openapi-2026-07' });
    const order = await failedOrder(system);
    await needsAttention(system, order.reference, 'resend-unsupported');
    await system.offramps.confirmBankTransfer(order.reference, { ...operator, attempt: 2 });
    await reached(system, order.reference, 'watching-for-return');
    await later(system, order.reference, '30 days');
    expect(await system.offramps.result(order.reference)).toMatchObject({
      outcome: 'settled',
      evidence: 'operator',
      transfers: [{ state: 'failed' }, { attempt: 2, state: 'credited', amount: '229.80' }],
    });
  });

  it('sends US dollars under the documents that know no other currency', async () => {
    await started({ contract: 'openapi-2026-07' });
    const order = newOrder({ currency: 'USD' });
    await startUntilQueued(system, order);
    const bank = bankTransfersOf(system, order);
    await system.simulator.play.failTransfer(await bank.tradeId(), { code: 'R32', fundsReturned: true });
    await bank.untilSent(2);
    expect(await bank.payments()).toMatchObject([{ attempt: 2 }]);
  });
});

describe('money that is to be sent again', () => {
  let system: OfframpSystem;
  beforeAll(async () => {
    system = await startOfframpSystem();
  });
  afterEach(() => system.simulator.endFaults());
  afterAll(() => system.stop());
  const play = () => system.simulator.play;

  it('is not sent to a customer who is deleted meanwhile', async () => {
    const order = await failedOrder(system);
    const { ids } = await reached(system, order.reference, 'retrying-bank-transfer');
    await play().deleteCustomer(required(ids.customerId));
    await needsAttention(system, order.reference, 'customer-not-approved');
    await later(system, order.reference, '3 days');
    expect(await bankTransfersOf(system, order).payments()).toEqual([]);
  });

  it('is not sent to one of whose deletion only the provider knows', async () => {
    const order = await failedOrder(system);
    const { ids } = await reached(system, order.reference, 'retrying-bank-transfer');
    await play().deleteCustomer(required(ids.customerId), { webhook: false });
    await bankTransfersOf(system, order).untilSent(2);
    await needsAttention(system, order.reference, 'customer-not-approved');
    expect(await bankTransfersOf(system, order).payments()).toEqual([]);
  });

  it('is an alarm once it has arrived twice', async () => {
    const order = await failedOrder(system);
    const bank = bankTransfersOf(system, order);
    await bank.untilSent(2);
    await reached(system, order.reference, 'awaiting-bank-transfer');
    const tradeId = await bank.tradeId();
    await play().reportBank({ tradeId, attempt: 1, outcome: 'credited', occurredAt: '2099-01-01T00:00:00Z' });
    await needsAttention(system, order.reference, 'double-payment');
    await system.offramps.confirmFundsReturned(order.reference, { ...operator, attempt: 1 });
    await eventually('the alarm to be over', async () => (await bank.status()).needsAttention === undefined);
    await play().creditTransfer(tradeId);
    await reached(system, order.reference, 'watching-for-return');
  });

  it('needs a person when a bank says something else of the transfer before', async () => {
    const order = await failedOrder(system);
    const bank = bankTransfersOf(system, order);
    await bank.untilSent(2);
    await reached(system, order.reference, 'awaiting-bank-transfer');
    const tradeId = await bank.tradeId();
    await play().reportBank({ tradeId, attempt: 1, outcome: 'returned', code: 'AC04', fundsReturned: true });
    await needsAttention(system, order.reference, 'earlier-transfer-reported');
    await play().creditTransfer(tradeId);
    await reached(system, order.reference, 'watching-for-return');
  });

  it('is not sent on and on when the days for it are over', async () => {
    const order = newOrder();
    await startUntil(system, order, 'awaiting-bank-transfer');
    const bank = bankTransfersOf(system, order);
    await play().setBalance('USDT', '1');
    await play().failTransfer(await bank.tradeId(), passingFailure);
    await bank.untilSent(2);
    await needsAttention(system, order.reference, 'balance-short');
    await later(system, order.reference, '8 days');
    await needsAttention(system, order.reference, 'resend-limit');
    await play().setBalance('USDT', '100000');
    await system.offramps.retryNow(order.reference, operator);
    await eventually('it to be planned anew', async () => (await bank.status()).needsAttention === undefined);
    await bank.untilSent(2);
    expect(await bank.payments()).toMatchObject([{ attempt: 2 }]);
  });

  it('that comes back after the order had ended becomes an order of its own', async () => {
    const order = newOrder();
    await startUntil(system, order, 'watching-for-return');
    const tradeId = await bankTransfersOf(system, order).tradeId();
    await later(system, order.reference, '30 days');
    expect(await system.offramps.result(order.reference)).toMatchObject({ outcome: 'settled' });
    await play().returnTransfer(tradeId, { ...passingFailure, occurredAt: '2099-01-01T00:00:00Z' });
    const linked = { reference: `${order.reference}:return:1` };
    const bank = bankTransfersOf(system, linked);
    await eventually('the return to be an order', async () => (await bank.status()).stage === 'retrying-bank-transfer');
    await bank.untilSent(2);
    await reached(system, linked.reference, 'awaiting-bank-transfer');
    await play().creditTransfer(tradeId);
    await reached(system, linked.reference, 'watching-for-return');
    await later(system, linked.reference, '30 days');
    expect(await system.offramps.result(linked.reference)).toMatchObject({
      outcome: 'settled',
      transfers: [{ state: 'returned' }, { state: 'credited' }],
    });
    expect(system.simulator.audit()).toMatchObject({ duplicates: [], doublePayments: [] });
  });

  it('is shown to the customer with its amounts, its rate and its dates', async () => {
    const order = newOrder();
    await startUntil(system, order, 'awaiting-bank-transfer');
    const bank = bankTransfersOf(system, order);
    const before = await eventually('its dates to be known', async () => {
      const status = await bank.status();
      return status.expectedArrival && status;
    });
    expect(before.amounts).toEqual({
      deposited: { amount: '250.00', currency: 'USDT' },
      paidOut: { amount: '229.80', currency: 'EUR' },
      rate: '0.9192',
    });
    await play().failTransfer(await bank.tradeId(), passingFailure);
    const after = await eventually('a new date', async () => (await bank.status()).expectedArrival);
    expect(after.earliest >= required(before.expectedArrival).earliest).toBe(true);
    await bank.untilSent(2);
    await playStep(system, order.reference, 'awaiting-bank-transfer');
    await reached(system, order.reference, 'watching-for-return');
  });
});
