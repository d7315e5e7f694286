import { bankTransfersOf, passingFailure } from '../support/bank-transfers';
import { eventually } from '../support/eventually';
import { fastForward } from '../../scripts/temporal/fast-forward';
import { needsAttention, playStep, reached, required, startUntil } from '../support/journeys';
import { newOrder } from '../support/orders';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { operator } from '../support/stories';

type Order = ReturnType<typeof newOrder>;

describe('a bank transfer that bounces', () => {
  let system: OfframpSystem;
  beforeAll(async () => {
    system = await startOfframpSystem();
  });
  afterEach(() => system.simulator.endFaults());
  afterAll(() => system.stop());
  const play = () => system.simulator.play;

  /** How far the clock of each order has been moved on (milliseconds). */
  const movedOn = new Map<string, number>();
  async function clockTo({ reference }: Order, moment: string): Promise<void> {
    const ahead = movedOn.get(reference) ?? 0;
    const ms = Date.parse(moment) - (Date.now() + ahead);
    if (ms < 0) throw new Error(`${moment} is over: these stories need later dates, which a calendar covers.`);
    await fastForward(system.environment.connection, `offramp-${reference}`, ms);
    movedOn.set(reference, ahead + ms);
  }

  /** An order whose money the provider has queued at a moment of its clock. */
  async function queuedAt(moment: string, choices: Parameters<typeof newOrder>[0] = {}): Promise<Order> {
    const order = newOrder(choices);
    const { ids } = await startUntil(system, order, 'confirming-deposit');
    const farOff = () => Date.parse(moment) - Date.now() - (movedOn.get(order.reference) ?? 0);
    // No wait can be made longer than by a year at once.
    do {
      await system.offramps.extendDeadline(order.reference, { ...operator, deadline: '365 days' });
      const step = Math.min(farOff(), 360 * 86_400_000);
      await clockTo(order, new Date(Date.parse(moment) - farOff() + step).toISOString());
    } while (farOff() > 60_000);
    await play().approveDeposit(required(ids.depositId));
    await playStep(system, order.reference, 'awaiting-trade');
    await playStep(system, order.reference, 'awaiting-trade-settlement');
    await eventually('its dates to be known', async () => (await statusOf(order)).transfers[0]?.expected);
    return order;
  }
  const statusOf = ({ reference }: Order) => system.offramps.status(reference);
  const scheduled = (order: Order) =>
    eventually('the next window to be known', async () => {
      const { transfers } = await statusOf(order);
      return transfers.find(({ state }) => state === 'scheduled');
    });
  /** The payment leaves in the first half hour of a window, and not before. */
  async function expectSentFrom(order: Order, opens: string): Promise<void> {
    const bank = bankTransfersOf(system, order);
    await clockTo(order, new Date(Date.parse(opens) - 60_000).toISOString());
    expect(await bank.payments()).toEqual([]);
    await clockTo(order, new Date(Date.parse(opens) + 31 * 60_000).toISOString());
    await eventually('the payment to leave', async () => (await bank.payments()).length === 1);
  }

  it('on a Friday evening is sent again on Monday, as the customer is told', async () => {
    // Frankfurt is an hour ahead of UTC.
    const order = await queuedAt('2027-11-10T10:00:00Z');
    expect((await statusOf(order)).expectedArrival).toEqual({ earliest: '2027-11-11', latest: '2027-11-11' });
    await clockTo(order, '2027-11-12T18:00:00Z');
    await play().failTransfer(await bankTransfersOf(system, order).tradeId(), passingFailure);
    const { submitAt, expected } = await scheduled(order);
    expect(submitAt.startsWith('2027-11-14T23:')).toBe(true);
    expect(expected).toEqual({ earliest: '2027-11-16', latest: '2027-11-16' });
    expect((await statusOf(order)).expectedArrival).toEqual(expected);
    await expectSentFrom(order, '2027-11-14T23:00:00Z');
  });

  it('on Christmas Eve waits for the first day that is no holiday', async () => {
    const order = await queuedAt('2027-12-22T10:00:00Z', { currency: 'GBP' });
    await clockTo(order, '2027-12-24T18:00:00Z');
    const failure = { code: 'SCHEME_IS_DOWN', fundsReturned: true };
    await play().failTransfer(await bankTransfersOf(system, order).tradeId(), failure);
    // Christmas and Boxing Day fall on a weekend, so that Monday and Tuesday are closed in their place.
    await expectSentFrom(order, '2027-12-29T00:00:00Z');
  });

  it('in the weekend in which the clocks change waits for Monday by the new clock', async () => {
    const order = await queuedAt('2027-11-04T15:00:00Z', { currency: 'USD' });
    await clockTo(order, '2027-11-06T18:00:00Z');
    const failure = { code: 'R32', fundsReturned: true };
    await play().failTransfer(await bankTransfersOf(system, order).tradeId(), failure);
    // Midnight in New York is 04:00 UTC in summer and 05:00 from the 7th on.
    await expectSentFrom(order, '2027-11-08T05:00:00Z');
  });

  it('is not sent again once five business days have gone by', async () => {
    const order = await queuedAt('2027-11-08T10:00:00Z');
    const bank = bankTransfersOf(system, order);
    await play().setBalance('USDT', '1');
    await clockTo(order, '2027-11-09T08:00:00Z');
    await play().failTransfer(await bank.tradeId(), passingFailure);
    await needsAttention(system, order.reference, 'balance-short');
    // The five are the 10th, 11th, 12th, 15th and 16th.
    await clockTo(order, '2027-11-16T09:00:00Z');
    await needsAttention(system, order.reference, 'balance-short');
    await clockTo(order, '2027-11-17T09:00:00Z');
    await needsAttention(system, order.reference, 'resend-limit');
    await play().setBalance('USDT', '1000000');
    await clockTo(order, '2027-11-24T09:00:00Z');
    expect(await bank.payments()).toEqual([]);
    await needsAttention(system, order.reference, 'resend-limit');
  });

  it('on the last day on which it may come back is sent again', async () => {
    const order = await queuedAt('2027-11-10T10:00:00Z');
    const bank = bankTransfersOf(system, order);
    await play().creditTransfer(await bank.tradeId(), { occurredAt: '2027-11-11T08:00:00Z' });
    await reached(system, order.reference, 'watching-for-return');
    // Settled on the 10th by its clock; the tenth business day after that is the 24th.
    await clockTo(order, '2027-11-24T20:00:00Z');
    await reached(system, order.reference, 'watching-for-return');
    await play().returnTransfer(await bank.tradeId(), { ...passingFailure, occurredAt: '2027-11-24T19:00:00Z' });
    await scheduled(order);
    await expectSentFrom(order, '2027-11-24T23:00:00Z');
  });

  it('is planned anew once the provider has said, hours later, that the customer is approved again', async () => {
    const order = await queuedAt('2027-11-10T10:00:00Z');
    const bank = bankTransfersOf(system, order);
    const { ids } = await statusOf(order);
    // A Friday on which the window is open until 15:00 in Frankfurt.
    await clockTo(order, '2027-11-12T08:00:00Z');
    await play().rejectCustomer(required(ids.customerId), 'a document has expired');
    // It answers with nothing that tells how the customer stands.
    system.simulator.faultNext({ path: '/customer/detail', times: 1_000, fault: 'invalid-parameters' });
    await play().failTransfer(await bank.tradeId(), passingFailure);
    await eventually('the provider to be asked', async () => (await statusOf(order)).needsAttention !== undefined);
    expect((await statusOf(order)).needsAttention?.reason).not.toBe('customer-not-approved');
    await clockTo(order, '2027-11-12T18:00:00Z');
    await play().approveCustomer(required(ids.customerId), { webhook: false });
    system.simulator.endFaults();
    await system.offramps.retryNow(order.reference, operator);
    await eventually('the customer to be approved', async () => (await statusOf(order)).needsAttention === undefined);
    const { submitAt } = await scheduled(order);
    expect(submitAt.startsWith('2027-11-14T23:')).toBe(true);
    await expectSentFrom(order, '2027-11-14T23:00:00Z');
  });

  it('is not sent in the last quarter of an hour before a cutoff', async () => {
    const order = await queuedAt('2027-11-10T10:00:00Z');
    await clockTo(order, '2027-11-11T13:46:00Z');
    await play().failTransfer(await bankTransfersOf(system, order).tradeId(), passingFailure);
    await expectSentFrom(order, '2027-11-11T23:00:00Z');
  });
});
