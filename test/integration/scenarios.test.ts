import { providerScenarios as scenarios } from '../../simulator';
import { eventually } from '../support/eventually';
import { fastForward } from '../../scripts/temporal/fast-forward';
import { endAsTold } from '../support/journeys';
import { newOrder } from '../support/orders';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';

/** Short enough that an order asks the provider by itself within the test. */
const deadlines = {
  customerApproval: '4 seconds',
  depositAddress: '3 seconds',
  deposit: '4 seconds',
  confirmation: '3 seconds',
  trade: '3 seconds',
  tradeSettlement: '3 seconds',
};

/** An order that first asks after its trade was canceled stands one stage earlier: it never heard of a trade. */
const deadlinesOf = (tag: string) =>
  tag === 'trade-canceled' ? { ...deadlines, confirmation: '1 minute', trade: '1 minute' } : deadlines;

describe('every scenario of the provider', () => {
  let system: OfframpSystem;
  const orders = new Map(
    scenarios.map(({ tag }) => [tag, newOrder({ currency: 'USD', tags: [tag], deadlines: deadlinesOf(tag) })]),
  );
  beforeAll(async () => {
    system = await startOfframpSystem({ autoplay: true, timeScale: 0.3 });
    // All at once, as in life.
    await Promise.all([...orders.values()].map((order) => system.offramps.start(order)));
  });
  afterAll(() => system.stop());

  it.each(scenarios)('takes an order to where its table says: $name', async ({ tag, reaches }) => {
    const reference = orders.get(tag)?.reference ?? '';
    if (reaches.outcome.includes('window-elapsed')) {
      const status = () => system.offramps.status(reference);
      await eventually('the transfer to be awaited', async () => (await status()).stage === 'awaiting-bank-transfer');
      await fastForward(system.environment.connection, `offramp-${reference}`, '10 days');
    }
    const arrived = async () => {
      expect(endAsTold(await system.offramps.status(reference))).toEqual(reaches);
      return true;
    };
    await eventually(JSON.stringify(reaches), arrived);
  });
});
