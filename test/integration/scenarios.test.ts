import { scenarios as allScenarios } from '../../simulator/scenarios';
import type { OfframpStatus } from '../../src/client';
import { eventually } from '../support/eventually';
import { fastForward } from '../support/fast-forward';
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

/** As the simulator's table writes it: `settled (bank-report)`, `attention (trade-canceled)`, `rejected`. */
function reached({ stage, outcome, evidence, needsAttention }: OfframpStatus) {
  if (needsAttention) return { stage, outcome: `attention (${needsAttention.reason})` };
  const onEvidence = outcome === 'settled' && evidence !== undefined ? ` (${evidence})` : '';
  return { stage, outcome: outcome === undefined ? 'under way' : `${outcome}${onEvidence}` };
}

// Those of the bank need a worker that sends transfers again.
const scenarios = allScenarios.filter((scenario) => !('bank' in scenario));

describe('every scenario of the simulator', () => {
  let system: OfframpSystem;
  const orders = new Map(scenarios.map(({ tag }) => [tag, newOrder({ currency: 'USD', tags: [tag], deadlines })]));
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
      const now = reached(await system.offramps.status(reference));
      return JSON.stringify(now) === JSON.stringify(reaches) ? now : undefined;
    };
    await eventually(`${JSON.stringify(reaches)}`, arrived, { deadlineMs: 25_000 });
  });
});
