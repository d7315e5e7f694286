import type { OfframpStatus } from '../../src/client';
import { eventually } from '../support/eventually';
import { newOrder } from '../support/orders';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';

/** The provider acts at once, and its answer to a create comes late or not at all. */
const lateAnswers = [
  ['the customer', ['fault-customer-reset-after']],
  ['the bank account', ['fault-account-reset-after']],
  ['the flow', ['fault-flow-reset-after']],
  ['customer and flow', ['fault-customer-reset-after', 'fault-flow-reset-after']],
  ['the flow, in pieces', ['fault-flow-slow-body']],
  ['the flow, by a server error', ['fault-flow-error-500-after']],
] as const;

describe('events that come before the answer to the create', () => {
  let system: OfframpSystem;
  const usual = newOrder({ currency: 'USD' });
  const late = new Map(lateAnswers.map(([what, tags]) => [what, newOrder({ currency: 'USD', tags })]));
  beforeAll(async () => {
    system = await startOfframpSystem({ autoplay: true, timeScale: 0.05 });
    await Promise.all([usual, ...late.values()].map((order) => system.offramps.start(order)));
  });
  afterAll(() => system.stop());

  const settled = (reference = ''): Promise<OfframpStatus> =>
    eventually(`${reference} to settle`, async () => {
      const status = await system.offramps.status(reference);
      if (status.outcome === undefined) throw new Error(`It stands like this: ${JSON.stringify(status)}`);
      return status;
    });
  const endOf = ({ outcome, reason, evidence, amounts, transitions, needsAttention, ids }: OfframpStatus) => ({
    ...{ outcome, reason, evidence, amounts, needsAttention },
    stages: transitions.map(({ stage }) => stage),
    ids: Object.keys(ids).sort(),
  });

  it.each(lateAnswers)('lead to the same end: of %s', async (what) => {
    const [asUsual, asLate] = [await settled(usual.reference), await settled(late.get(what)?.reference)];
    expect(endOf(asLate)).toEqual(endOf(asUsual));
    expect(system.simulator.audit().duplicates).toEqual([]);
  });
});
