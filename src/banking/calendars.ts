import bankHolidays from './data/bank-holidays.json';
import { epochDayOf, isWeekend } from './dates';

/** The payment systems whose business days we know; sources and what each table rests on are in the data file. */
export type CalendarId = keyof typeof bankHolidays;

/** What a rail's days follow: a payment system's calendar, or none, for rails that run every day at any hour. */
export type RailCalendarId = CalendarId | '24x7';

/** The business days of one payment system. Dates are `YYYY-MM-DD` in the system's own time zone. */
export interface BusinessCalendar {
  readonly id: RailCalendarId;
  readonly name: string;
  /** The day its table was last compared with its sources. */
  readonly version: string;
  /** First and last date the table speaks for. */
  readonly coverage: { readonly from: string; readonly to: string };
  /** Holidays. Those on weekends may be listed too; they change nothing. */
  readonly closed: ReadonlySet<string>;
  /** Days that an operator's overlay opens, weekends and holidays included. */
  readonly open?: ReadonlySet<string>;
  /** Set where an operator's overlay has changed the shipped table: a hash of the whole overlay. */
  readonly overlay?: string;
}

/** Thrown when a date lies outside what a calendar knows. Such a day is never taken for open. */
export class OutsideCalendarCoverage extends Error {
  override readonly name = 'OutsideCalendarCoverage';

  constructor(
    readonly calendarId: RailCalendarId,
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

/** The calendar of rails that run every day at any hour. It needs no table, so it covers every date. */
export const everyDay: BusinessCalendar = {
  id: '24x7',
  name: 'Every day',
  version: '1',
  coverage: { from: '0000-01-01', to: '9999-12-31' },
  closed: new Set(),
};

/**
 * True when the payment system works on the date (`YYYY-MM-DD`): Monday to Friday and no holiday, or a day that an
 * overlay opens. None of these systems has half-days. Throws `OutsideCalendarCoverage` beyond the table, and a
 * `RangeError` when the text is no date.
 */
export function isBusinessDay(calendar: BusinessCalendar, date: string): boolean {
  const day = epochDayOf(date);
  const { from, to } = calendar.coverage;
  if (date < from || date > to) throw new OutsideCalendarCoverage(calendar.id, date, calendar.coverage);
  if (calendar.id === '24x7' || calendar.open?.has(date)) return true;
  return !isWeekend(day) && !calendar.closed.has(date);
}

function shipped(id: CalendarId): BusinessCalendar {
  const { name, version, coverage, closed } = bankHolidays[id];
  return { id, name, version, coverage, closed: new Set(closed.map((holiday) => holiday.date)) };
}
