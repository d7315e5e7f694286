import type { Timeline } from '../../../chaos/checker/timeline';
import { hitOf, recoveriesOf } from '../../../chaos/kill/hits';

const strike = { atMs: 0, part: 'worker 1', how: 'kill', forMs: 500, struckAt: 10_000, backAt: 12_000 } as const;
const order = (changes: Partial<Timeline>): Timeline => ({
  ...{ startedAt: 1_000, eventsAt: [1_000, 11_000], works: [], rests: [], bugs: [] },
  ...changes,
});
const metBy = (...orders: readonly Timeline[]) => {
  const { inFlight, inTheMidst } = hitOf(strike, orders);
  return { inFlight, inTheMidst };
};

describe('a strike', () => {
  it.each<[string, Partial<Timeline>, { inFlight: number; inTheMidst: number }]>([
    ['an order that is about to hear something', {}, { inFlight: 1, inTheMidst: 0 }],
    [
      'one in the midst of an activity',
      { works: [{ what: 'ensureFlow', from: 9_000, to: 60_000 }] },
      { inFlight: 1, inTheMidst: 1 },
    ],
    [
      'one whose activity is not over to this day',
      { eventsAt: [1_000], works: [{ what: 'ensureFlow', from: 9_000, to: undefined }] },
      { inFlight: 1, inTheMidst: 1 },
    ],
    ['none that was started only later', { startedAt: 10_001 }, { inFlight: 0, inTheMidst: 0 }],
    ['none that is at rest', { rests: [{ at: 9_000, atRest: true }] }, { inFlight: 0, inTheMidst: 0 }],
    [
      'one that has left its rest again',
      {
        rests: [
          { at: 8_000, atRest: true },
          { at: 9_000, atRest: false },
        ],
      },
      { inFlight: 1, inTheMidst: 0 },
    ],
    ['none that waits for a moment far ahead', { eventsAt: [1_000, 80_000] }, { inFlight: 0, inTheMidst: 0 }],
    ['none that nothing happens to any more', { eventsAt: [1_000] }, { inFlight: 0, inTheMidst: 0 }],
  ])('meets %s', (_what, changes, met) => {
    expect(metBy(order(changes))).toEqual(met);
  });

  it('is recovered from when what was under way is over', () => {
    const works = [
      { what: 'workflow task', from: 1_000, to: 2_000 },
      { what: 'ensureFlow', from: 9_000, to: 58_000 },
      { what: 'readFlow', from: 9_500, to: undefined },
    ];
    expect(recoveriesOf(strike, [order({ works })])).toEqual([48_000, undefined]);
  });
});
