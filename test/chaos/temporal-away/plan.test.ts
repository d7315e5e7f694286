import { messageOf, numberIn, wordOf } from '../../../chaos/temporal-away/messages';
import { pauseMs, planOf } from '../../../chaos/temporal-away/plan';

const settings = { seed: 5, perSecond: 20, lastsMs: 10_000, orders: 4 };

describe('the messages of an outage', () => {
  it('come at a fixed rate for as long as they should', () => {
    const plan = planOf(settings);
    expect(plan).toHaveLength(200);
    expect(plan.map(({ atMs }) => atMs).slice(0, 3)).toEqual([0, 50, 100]);
    expect(plan.at(-1)?.atMs).toBeLessThan(10_000);
  });

  it('are about orders, in the words of the provider and of banks, and about what nobody knows', () => {
    const plan = planOf(settings);
    expect(new Set(plan.map(({ about }) => about.from))).toEqual(new Set(['provider', 'bank', 'unknown']));
    const orders = plan.flatMap(({ about }) => (about.from === 'unknown' ? [] : [about.order]));
    expect(new Set(orders)).toEqual(new Set([0, 1, 2, 3]));
    expect(plan).toEqual(planOf(settings));
    expect(plan).not.toEqual(planOf({ ...settings, seed: 6 }));
  });

  it('carry their number, by which they are found again', () => {
    const order = { reference: 'order-1', workflowId: 'offramp-order-1', customerId: 'c-1' };
    const ofProvider = messageOf({ number: 7, atMs: 0, about: { from: 'provider', order: 0 } }, [order], 'run');
    expect(JSON.parse(ofProvider.body)).toMatchObject({ data: { customerId: 'c-1', status: wordOf(7) } });
    const ofBank = messageOf({ number: 8, atMs: 0, about: { from: 'bank', order: 0 } }, [order], 'run');
    expect(ofBank).toMatchObject({ id: wordOf(8) });
    expect([{ status: wordOf(7) }, { reportId: wordOf(8) }, { status: 'VERIFIED' }, {}].map(numberIn)).toEqual([
      ...[7, 8, undefined, undefined],
    ]);
  });
});

describe('the pause of a sender before its next try', () => {
  it('grows up to a limit', () => {
    const pauses = [0, 1, 2, 3, 50].map((refusals) => pauseMs(refusals, undefined, 0.5));
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 20_000]);
  });

  it('is about as long as the relay asks for, and another for each sender', () => {
    expect(pauseMs(0, '5', 0.5)).toBe(5_000);
    expect([pauseMs(0, '5', 0), pauseMs(0, '5', 1)]).toEqual([3_750, 6_250]);
    expect(pauseMs(0, 'soon', 0.5)).toBe(1_000);
  });
});
