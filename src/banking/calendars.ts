import { Temporal } from 'temporal-polyfill';
import bankHolidays from './data/bank-holidays.json';

/** The payment systems whose business days we know; sources and what each table rests on are in the data file. */
export type CalendarId = keyof typeof bankHolidays;

/** The business days of one payment system. Dates are `YYYY-MM-DD` in the system's own time zone. */
export interface BusinessCalendar {
  readonly id: CalendarId;
  readonly name: string;
  /** The day its table was last compared with its sources. */
  readonly version: string;
  /** First and last date the table speaks for. */
  readonly coverage: { readonly from: string; readonly to: string };
  /** Holidays. Those on weekends may be listed too; they change nothing. */
  readonly closed: ReadonlySet<string>;
}

/** Thrown when a date lies outside what a calendar knows. Such a day is never taken for open. */
export class OutsideCalendarCoverage extends Error {
  override readonly name = 'OutsideCalendarCoverage';

  constructor(
    readonly calendarId: CalendarId,
    readonly date: string,
    readonly coverage: BusinessCalendar['coverage'],
  ) {
    super(
      `The business-day calendar ${calendarId} covers ${coverage.from} to ${coverage.to} and cannot say whether ${date} is open.`,
    );
  }
}

/** The calendars as shipped. */
export const calendars: Readonly<Record<CalendarId, BusinessCalendar>> = {
  T2: shipped('T2'),
  FED: shipped('FED'),
  'GB-ENG': shipped('GB-ENG'),
  'CA-PAY': shipped('CA-PAY'),
  'AU-RITS': shipped('AU-RITS'),
  SG: shipped('SG'),
};

/**
 * True when the payment system works on the date (`YYYY-MM-DD`): Monday to Friday and no holiday. None of these systems
 * has half-days. Throws `OutsideCalendarCoverage` beyond the table, and a `RangeError` when the text is no date.
 */
export function isBusinessDay(calendar: BusinessCalendar, date: string): boolean {
  const day = Temporal.PlainDate.from(date);
  const { from, to } = calendar.coverage;
  if (date !== day.toString()) throw new RangeError('A date must be written as YYYY-MM-DD.');
  if (date < from || date > to) throw new OutsideCalendarCoverage(calendar.id, date, calendar.coverage);
  return day.dayOfWeek <= 5 && !calendar.closed.has(date);
}

function shipped(id: CalendarId): BusinessCalendar {
  const { name, version, coverage, closed } = bankHolidays[id];
  return { id, name, version, coverage, closed: new Set(closed.map((holiday) => holiday.date)) };
}
