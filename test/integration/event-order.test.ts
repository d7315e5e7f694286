import { routeEvent, type ProviderEvent } from '../../src/signals/provider-events';
import { required, startUntil, reached } from '../support/journeys';
import { newOrder } from '../support/orders';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';

/** A small seeded generator (mulberry32), so that a failing order of events can be had again. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, key: random() }))
    .sort((one, other) => one.key - other.key)
    .map(({ item }) => item);
}

describe('the events after the deposit address', () => {
  let system: OfframpSystem;
  beforeAll(async () => {
    system = await startOfframpSystem();
  });
  afterAll(() => system.stop());

  /** Everything happens at the provider at once; then its events arrive in the order that `arrange` makes of them. */
  async function settledAfter(arrange: <T>(events: readonly T[]) => readonly T[]) {
    const { simulator, client, offramps } = system;
    const order = newOrder();
    const { depositAddress, workflowId } = await startUntil(system, order, 'awaiting-deposit');
    const quietly = { webhook: false };
    const address = required(depositAddress?.address);
    const deposit = await simulator.play.receiveDeposit({ address, amount: '250.00' }, quietly);
    await simulator.play.approveDeposit(deposit.id, quietly);
    const trade = await simulator.play.createTrade(deposit.id, quietly);
    await simulator.play.settleTrade(trade.id, quietly);

    const depositObject = { id: deposit.id, amount: deposit.amount, currency: deposit.currency, address };
    const { toAmount, toCurrency } = trade;
    const tradeObject = { id: trade.id, depositId: deposit.id, toAmount, toCurrency };
    const events: ProviderEvent[] = [
      { event: 'DEPOSIT_RECEIVED', deposit: depositObject },
      { event: 'DEPOSIT_APPROVED', deposit: depositObject },
      { event: 'TRADE_CREATED', trade: tradeObject },
      { event: 'TRADE_SETTLED', trade: tradeObject },
    ];
    const seenAt = new Date().toISOString();
    const signals = events.map((event) => required(routeEvent(event, { evidence: 'webhook', seenAt })).signal);
    const report = { reportId: 'r-1', outcome: 'credited', tradeId: trade.id, evidence: 'bank-report', seenAt };
    const handle = client.workflow.getHandle(workflowId);
    for (const { name, payload } of arrange([...signals, { name: 'bankTransferReported', payload: report }])) {
      await handle.signal(name, payload);
    }

    await reached(system, order.reference, 'watching-for-return');
    const { transitions, outcome, evidence, amounts, ids, needsAttention } = await offramps.status(order.reference);
    return {
      stages: transitions.map(({ stage }) => stage),
      outcome,
      evidence,
      amounts,
      needsAttention,
      ownIds: ids.depositId === deposit.id && ids.tradeId === trade.id,
    };
  }

  it('lead to the same end in any order and with any repetition', async () => {
    const inOrder = await settledAfter((events) => events);
    expect(inOrder).toMatchObject({ outcome: 'settled', evidence: 'bank-report', ownIds: true });
    const seeds = Array.from({ length: 20 }, (_, seed) => seed);
    const ends = await Promise.all(
      seeds.map(async (seed) => {
        const random = seededRandom(seed);
        const repeatSome = <T>(events: readonly T[]) => [...events, ...events.filter(() => random() < 0.5)];
        return { seed, ...(await settledAfter((events) => shuffled(repeatSome(events), random))) };
      }),
    );
    expect(ends).toEqual(seeds.map((seed) => ({ seed, ...inOrder })));
  });
});
