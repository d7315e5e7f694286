import { dateInWords, weekdayAndDay } from '../../src/banking/date-words';
import { railMoment } from '../../src/banking/rail-moments';

describe('a moment is written in UTC and by the clocks of the rail', () => {
  it.each([
    ['2026-11-30T14:00:00.000Z', 'sepa', '2026-11-30 14:00 UTC (Mon 30 Nov, 15:00 Berlin)'],
    ['2026-07-01T22:30:59.999Z', 'sepa', '2026-07-01 22:30 UTC (Thu 2 Jul, 00:30 Berlin)'],
    ['2026-11-27T22:00:00.000Z', 'wire', '2026-11-27 22:00 UTC (Fri 27 Nov, 17:00 New York)'],
    ['2026-12-31T13:00:00.000Z', 'becs', '2026-12-31 13:00 UTC (Fri 1 Jan, 00:00 Sydney)'],
    ['2026-11-27T00:00:00.000Z', 'fps', '2026-11-27 00:00 UTC (Fri 27 Nov, 00:00 London)'],
  ] as const)('%s %s', (at, rail, text) => {
    expect(railMoment(Date.parse(at), rail)).toBe(text);
  });
});

describe('a date is written', () => {
  it('in words, with its year only where that is not the present one', () => {
    expect(dateInWords('2026-11-26', 2026)).toBe('Thursday 26 November');
    expect(dateInWords('2027-01-04', 2026)).toBe('Monday 4 January 2027');
  });

  it('in short', () => {
    expect(weekdayAndDay('2026-11-29')).toBe('Sun 29 Nov');
  });
});
