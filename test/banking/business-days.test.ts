import { addBusinessDays, nextBusinessDay } from '../../src/banking/business-days';
import { calendars, OutsideCalendarCoverage, type CalendarId } from '../../src/banking/calendars';

describe('addBusinessDays', () => {
  it.each<[string, string, number, string, CalendarId[]]>([
    ['moov: Friday before Independence Day on a Sunday', '2027-07-02', 1, '2027-07-06', ['FED']],
    ['a Sunday itself is not counted', '2026-11-29', 1, '2026-11-30', ['FED']],
    ['over a weekend', '2026-11-27', 1, '2026-11-30', ['T2']],
    ['over Easter', '2026-04-02', 1, '2026-04-07', ['T2']],
    ['over leap day', '2028-02-28', 2, '2028-03-01', ['T2']],
    ['over the end of the year, not pulled back into the month', '2026-12-31', 1, '2027-01-04', ['T2']],
    ['none', '2026-11-28', 0, '2026-11-28', ['T2']],
    ['both calendars must be open', '2026-02-13', 1, '2026-02-19', ['FED', 'SG']],
    ['in either order', '2026-02-13', 1, '2026-02-19', ['SG', 'FED']],
    ['the start may be closed in one of them', '2026-02-17', 1, '2026-02-19', ['FED', 'SG']],
  ])('%s', (_reason, date, count, expected, ids) => {
    expect(
      addBusinessDays(
        date,
        count,
        ids.map((id) => calendars[id]),
      ),
    ).toBe(expected);
  });

  it('gives the same one day at a time', () => {
    let day = '2025-01-01';
    for (let count = 1; count <= 250; count += 1) {
      day = nextBusinessDay(day, [calendars.FED]);
      if (count % 50 === 0) expect(addBusinessDays('2025-01-01', count, [calendars.FED])).toBe(day);
    }
    // 2025 has 261 weekdays, 11 of them Fed holidays, all on weekdays.
    expect(day).toBe('2025-12-31');
  });

  it("does not guess moov's dates before its coverage", () => {
    expect(() => addBusinessDays('2021-07-02', 500, [calendars.FED])).toThrow(OutsideCalendarCoverage);
  });

  it('does not count past the end of its coverage', () => {
    expect(addBusinessDays('2028-12-28', 1, [calendars.FED])).toBe('2028-12-29');
    expect(() => addBusinessDays('2028-12-28', 2, [calendars.FED])).toThrow(OutsideCalendarCoverage);
  });
});
