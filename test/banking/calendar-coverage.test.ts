import { daysCovered, endsWithinAYear } from '../../src/banking/calendar-coverage';
import { calendars, everyDay } from '../../src/banking/calendars';

describe('the days a calendar still covers', () => {
  it.each([
    ['2026-11-24', 768, false],
    ['2027-12-31', 366, false],
    ['2028-01-01', 365, false],
    ['2028-01-02', 364, true],
    ['2028-12-31', 0, true],
    ['2029-01-01', -1, true],
  ])('are on %s %i, which is less than twelve months: %s', (date, days, isEnding) => {
    expect(daysCovered(calendars.SG, date)).toBe(days);
    expect(endsWithinAYear(calendars.SG, date)).toBe(isEnding);
  });

  it('do not end for a rail that runs 24x7', () => {
    expect(endsWithinAYear(everyDay, '2500-01-01')).toBe(false);
  });
});
