import { calendarOf, type BankingTables } from './banking-tables';
import { addOpenDays } from './business-days';
import { isBusinessDay } from './calendars';
import { endOfDay, timeOnDay } from './local-days';
import { termsOn, type Rail } from './rails';

/** Whether the rail works on a local date. Throws `OutsideCalendarCoverage` rather than guess. */
export function isRailDay(rail: Rail, date: string, tables: BankingTables): boolean {
  return isBusinessDay(calendarOf(tables, termsOn(rail, date).calendar), date);
}

/** The `count`-th day after `date` on which the rail works; the date itself is not counted. */
export function addRailDays(rail: Rail, date: string, count: number, tables: BankingTables): string {
  return addOpenDays(date, count, (day) => isRailDay(rail, day, tables));
}

/** The rail's cutoff on a local date in milliseconds since 1970. A rail without one has the end of the day. */
export function cutoffOn(rail: Rail, date: string): number {
  const { cutoff, calendar } = termsOn(rail, date);
  return calendar === '24x7' ? endOfDay(date, rail.zone) : timeOnDay(date, cutoff, rail.zone);
}
