import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { dateOf, dayAfter, epochDayOf, isWeekend } from '../../src/banking/dates';

describe('dates', () => {
  it('count days as the calendar does, leap days and centuries included', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 200_000 }), (day) => {
        const plain = Temporal.PlainDate.from('1970-01-01').add({ days: day });
        expect(dateOf(day)).toBe(plain.toString());
        expect(epochDayOf(plain.toString())).toBe(day);
        expect(isWeekend(day)).toBe(plain.dayOfWeek > 5);
        expect(dayAfter(plain.toString())).toBe(plain.add({ days: 1 }).toString());
      }),
    );
  });

  it.each(['2026-02-30', '2026-13-01', '2027-02-29', '2100-02-29', '26-01-01', '2026-1-1', '2026-01-01T00:00:00Z', ''])(
    'are not written %j',
    (text) => {
      expect(() => epochDayOf(text)).toThrow(RangeError);
    },
  );
});
