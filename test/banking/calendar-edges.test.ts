import { isRailId } from '../../src/banking/rails';
import { planTransfer } from '../../src/banking/transfer-plan';
import edges from '../vectors/calendar-edges.json';

/**
 * The days on which calendars go wrong, planned apart from this code: by a program in Python on its own zone data, from
 * the holiday tables as they were researched. `local` is the moment on the rail's clocks.
 */
describe('the days on which calendars go wrong', () => {
  it.each(edges)('$rail at $local: $why', ({ rail, now, accountCountry, expect: expected }) => {
    if (!isRailId(rail)) throw new Error(`The vectors have an unknown rail: ${rail}.`);
    expect(planTransfer({ rail, now, accountCountry })).toMatchObject(expected);
  });

  it('are of every rail', () => {
    expect(new Set(edges.map(({ rail }) => rail)).size).toBe(7);
  });
});
