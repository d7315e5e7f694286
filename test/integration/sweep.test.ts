import { scheduleSweep, sweepNow } from '../../src/client/sweep-schedule';
import { eventually } from '../support/eventually';
import { needsAttention, reached, required, startUntil } from '../support/journeys';
import { newOrder } from '../support/orders';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { testKeyCanary } from '../support/payload-keys';

const quietly = { webhook: false } as const;

describe('a sweep', () => {
  let system: OfframpSystem;
  beforeAll(async () => {
    system = await startOfframpSystem();
    await scheduleSweep(system.client, system.taskQueue, { everyMs: 86_400_000, keyCanary: testKeyCanary });
    await system.offramps.sweep();
  });
  afterAll(() => system.stop());

  const play = () => system.simulator.play;

  async function signalsOf(reference: string): Promise<number> {
    const history = await system.client.workflow.getHandle(`offramp-${reference}`).fetchHistory();
    return (history.events ?? []).filter(({ workflowExecutionSignaledEventAttributes: signaled }) => Boolean(signaled))
      .length;
  }

  const lookUpsOf = (customerId: string) =>
    system.simulator.requests.filter(({ path, query }) => path === '/customer/detail' && query === `id=${customerId}`)
      .length;

  it('takes an order on that hears of nothing', async () => {
    const { reference } = await startedOrder('awaiting-customer-approval');
    const { ids } = await system.offramps.status(reference);
    // Until then it may see the approval by itself.
    await eventually('its first look-up to be over', () => lookUpsOf(required(ids.customerId)) > 0);
    await play().approveCustomer(required(ids.customerId), quietly);
    // By its customer an order is listed a moment after it has made them; a sweep before that tries again in the next.
    await eventually('it to be told', async () => (await system.offramps.sweep()).told === 1);
    const { depositAddress } = await reached(system, reference, 'awaiting-deposit');

    const address = required(depositAddress?.address);
    const deposit = await play().receiveDeposit({ address, amount: '250.00' }, quietly);
    await system.offramps.sweep();
    await reached(system, reference, 'confirming-deposit');
    await play().approveDeposit(deposit.id, quietly);
    await system.offramps.sweep();
    await reached(system, reference, 'awaiting-trade');

    const trade = await play().createTrade(deposit.id, quietly);
    await play().settleTrade(trade.id, quietly);
    await system.offramps.sweep();
    const { transitions } = await reached(system, reference, 'awaiting-bank-transfer');
    const swept = ['adding-bank-account', 'confirming-deposit', 'awaiting-trade', 'awaiting-trade-settlement'];
    expect(transitions.filter(({ stage }) => swept.includes(stage)).map(({ evidence }) => evidence)).toEqual(
      swept.map(() => 'sweep'),
    );
  });

  it('finds what the provider has no event for: a deposit that is held, and a trade that is canceled', async () => {
    const held = await startedOrder('confirming-deposit');
    const canceled = await startedOrder('awaiting-trade-settlement');
    await system.offramps.sweep();
    await play().holdDeposit(required(held.ids.depositId));
    await play().cancelTrade(required(canceled.ids.tradeId));
    expect(await system.offramps.sweep()).toMatchObject({ told: 2 });
    await needsAttention(system, held.reference, 'deposit-held');
    await needsAttention(system, canceled.reference, 'trade-canceled');
  });

  it('tells an order nothing that it knows', async () => {
    const { reference } = await startedOrder('awaiting-bank-transfer');
    await listedAt(reference, 'awaiting-bank-transfer');
    const heard = await signalsOf(reference);
    expect(await system.offramps.sweep()).toMatchObject({ told: 0, unmatched: 0 });
    expect(await system.offramps.sweep()).toMatchObject({ changed: 0 });
    expect(await signalsOf(reference)).toBe(heard);
  });

  it('makes an order of a deposit that came after the first, once', async () => {
    const { reference, depositAddress } = await startedOrder('awaiting-bank-transfer');
    await listedAt(reference, 'awaiting-bank-transfer');
    const address = required(depositAddress?.address);
    const deposit = await play().receiveDeposit({ address, amount: '75.00' }, quietly);
    expect(await system.offramps.sweep()).toMatchObject({ unmatched: 1 });
    await reached(system, `${reference}:deposit:${deposit.id}`, 'confirming-deposit');
    await play().approveDeposit(deposit.id, quietly);
    // It may have asked the provider itself by now.
    expect(await system.offramps.sweep()).toMatchObject({ unmatched: 0 });
    await reached(system, `${reference}:deposit:${deposit.id}`, 'awaiting-trade');
  });

  it('asks as often of the provider, however many orders wait', async () => {
    /** Orders of the tests before may still have something to ask for, or to be told. */
    const threeCallsAreEnough = () =>
      eventually('a sweep that makes three calls', async () => {
        const before = system.simulator.requests.length;
        await system.offramps.sweep();
        return system.simulator.requests.length - before === 3;
      });
    await threeCallsAreEnough();
    const waiting = Array.from({ length: 15 }, () => newOrder());
    await Promise.all(waiting.map((order) => startUntil(system, order, 'awaiting-deposit')));
    await threeCallsAreEnough();
  });

  it('is still one schedule when another worker makes it, and stays paused when it was', async () => {
    const schedule = system.client.schedule.getHandle(`sweep-${system.taskQueue}`);
    await schedule.pause('The provider asked for it.');
    await scheduleSweep(system.client, system.taskQueue, { everyMs: 3_600_000, keyCanary: testKeyCanary });
    const { state, spec } = await schedule.describe();
    expect(state).toMatchObject({ paused: true, note: 'The provider asked for it.' });
    expect(spec.intervals).toMatchObject([{ every: 3_600_000 }]);
    expect(await system.offramps.sweep()).toMatchObject({ sweptAt: expect.any(String) });
  });

  it('says so where no worker runs it', async () => {
    const nobodys = `nobody-works-on-${system.taskQueue}`;
    await scheduleSweep(system.client, nobodys, { everyMs: 86_400_000, keyCanary: testKeyCanary });
    await expect(sweepNow(system.client, nobodys, 3_000)).rejects.toThrow(
      /has not ended yet\. It goes on by itself as long as a worker runs/,
    );
  });

  /** A stage is listed a moment after it is reached. */
  async function listedAt(reference: string, stage: string): Promise<void> {
    const query = `WorkflowId = "offramp-${reference}" AND OfframpStage = "${stage}"`;
    await eventually('the stage to be listed', async () => (await system.client.workflow.count(query)).count === 1);
  }

  async function startedOrder(stage: Parameters<typeof startUntil>[2]) {
    return startUntil(system, newOrder(), stage);
  }
});
