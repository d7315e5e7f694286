import { daysCovered, endsWithinAYear } from '../../src/banking/calendar-coverage';
import { calendars, isBusinessDay, OutsideCalendarCoverage, type CalendarId } from '../../src/banking/calendars';
import { calendarIds } from '../../src/banking/country-calendars';
import bankHolidays from '../../src/banking/data/bank-holidays.json';
import { holidayRules } from './holiday-rules';

const years = [2025, 2026, 2027, 2028];

function isWeekday(date: string): boolean {
  return ![0, 6].includes(new Date(`${date}T00:00Z`).getUTCDay());
}

function weekdayClosures(id: CalendarId, year: number): string[] {
  return bankHolidays[id].closed
    .map(({ date }) => date)
    .filter((date) => date.startsWith(`${year}`) && isWeekday(date));
}

function thrownBy(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}

describe('the holiday tables', () => {
  it.each(
    (['T2', 'FED', 'GB-ENG', 'CA-PAY', 'AU-RITS'] as const).flatMap((id) => years.map((year) => [id, year] as const)),
  )('of %s for %i follow from its rules', (id, year) => {
    expect(weekdayClosures(id, year)).toEqual(holidayRules[id](year));
  });

  it.each([
    [2025, '01-01 01-29 01-30 03-31 04-18 05-01 05-12 10-20 12-25'],
    [2026, '01-01 02-17 02-18 04-03 05-01 05-27 06-01 08-10 11-09 12-25'],
    [2027, '01-01 02-08 03-10 03-26 05-17 05-20 08-09 10-28'],
    [2028, '01-26 01-27 04-14 05-01 05-05 05-09 08-09 11-15 12-25'],
  ])('of SG for %i hold the gazetted dates (2028: expected ones)', (year, dates) => {
    expect(weekdayClosures('SG', year)).toEqual(dates.split(' ').map((date) => `${year}-${date}`));
  });

  it.each(calendarIds.map((id) => ({ ...calendars[id], id })))(
    'of $id are dated, sorted, unique and inside their coverage',
    ({ id, coverage, version }) => {
      const dates = bankHolidays[id].closed.map(({ date }) => date);
      expect(dates).toEqual([...new Set(dates)].sort());
      expect(dates.every((date) => date >= coverage.from && date <= coverage.to)).toBe(true);
      expect(version).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(Object.keys(bankHolidays[id].basis)).toEqual(years.map(String));
    },
  );

  it.each(Object.values(calendars))('of $id reach a year beyond today', (calendar) => {
    const today = new Date().toISOString().slice(0, 10);
    if (!endsWithinAYear(calendar, today)) return;
    throw new Error(
      `The calendar ${calendar.id} covers no more than ${daysCovered(calendar, today)} days. Add another year to ` +
        'src/banking/data/bank-holidays.json as docs/cutoffs.md says under "When a table runs out".',
    );
  });
});

describe('isBusinessDay', () => {
  it.each<[string, CalendarId, string, boolean]>([
    ['Christmas Eve is a full day for T2, though Austrian banks close', 'T2', '2026-12-24', true],
    ['no substitute for 26 December on a Saturday', 'T2', '2026-12-28', true],
    ['Good Friday', 'T2', '2027-03-26', false],
    ['Easter Monday', 'T2', '2027-03-29', false],
    ['German Unity Day is national only', 'T2', '2025-10-03', true],
    ['Good Friday is no Fed holiday', 'FED', '2026-04-03', true],
    ['Friday before Saturday Independence Day stays open', 'FED', '2026-07-03', true],
    ['Friday before Saturday Juneteenth stays open', 'FED', '2027-06-18', true],
    ['Friday before Saturday Christmas stays open', 'FED', '2027-12-24', true],
    ['Friday before Saturday Veterans Day stays open', 'FED', '2028-11-10', true],
    ['Monday after Sunday Independence Day closes', 'FED', '2027-07-05', false],
    ['Christmas on a Friday', 'FED', '2026-12-25', false],
    ['the day before Christmas', 'FED', '2026-12-24', true],
    ['the Monday after Christmas', 'FED', '2026-12-28', true],
    ['Columbus Day, when the stock exchange is open', 'FED', '2026-10-12', false],
    ['day after Thanksgiving', 'FED', '2026-11-27', true],
    ['substitute for Boxing Day', 'GB-ENG', '2026-12-28', false],
    ['2 January is Scottish only', 'GB-ENG', '2026-01-02', true],
    ['Truth and Reconciliation', 'CA-PAY', '2026-09-30', false],
    ['Family Day is regional', 'CA-PAY', '2026-02-16', true],
    ['Civic Holiday is regional', 'CA-PAY', '2026-08-03', true],
    ['Easter Monday', 'CA-PAY', '2026-04-06', true],
    ["King's Birthday", 'AU-RITS', '2026-06-08', false],
    ['the Monday New South Wales alone takes for Anzac Day', 'AU-RITS', '2026-04-27', true],
    ['New South Wales Bank Holiday', 'AU-RITS', '2026-08-03', true],
    ['Chinese New Year', 'SG', '2026-02-17', false],
    ['a Saturday holiday is not moved', 'SG', '2026-03-20', true],
    ['Monday after Sunday National Day', 'SG', '2026-08-10', false],
    ['Saturday', 'T2', '2026-11-28', false],
    ['Sunday', 'SG', '2026-11-29', false],
    ['leap day', 'T2', '2028-02-29', true],
    ['first covered day is known', 'FED', '2025-01-01', false],
    ['last covered day is known', 'FED', '2028-12-29', true],
  ])('%s (%s %s)', (_reason, id, date, open) => {
    expect(isBusinessDay(calendars[id], date)).toBe(open);
  });

  it.each<[CalendarId, string]>([
    ['T2', '2024-12-31'],
    ['SG', '2029-01-01'],
    ['FED', '2029-01-06'],
    ['FED', '1999-07-05'],
  ])('does not guess outside its coverage: %s %s', (id, date) => {
    const coverage = { from: '2025-01-01', to: '2028-12-31' };
    const refusal = thrownBy(() => isBusinessDay(calendars[id], date));
    expect(refusal).toBeInstanceOf(OutsideCalendarCoverage);
    expect(refusal).toMatchObject({ name: 'OutsideCalendarCoverage', calendarId: id, date, coverage });
    expect(refusal).toHaveProperty(
      'message',
      `The business-day calendar ${id} covers 2025-01-01 to 2028-12-31 and cannot say whether ${date} is open.`,
    );
  });

  it.each([
    ['no such day', '2026-02-30'],
    ['not padded', '2026-1-1'],
    ['without hyphens', '20260101'],
    ['an instant', '2026-01-01T00:00:00Z'],
    ['nothing', ''],
  ])('refuses what is no date: %s', (_reason, date) => {
    expect(() => isBusinessDay(calendars.T2, date)).toThrow(RangeError);
  });
});
