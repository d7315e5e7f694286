import type { BusinessCalendar } from './calendars';
import { epochDayOf } from './dates';

/** How many days after the date a calendar still speaks for; below zero once its table has run out. */
export function daysCovered({ coverage }: BusinessCalendar, date: string): number {
  return epochDayOf(coverage.to) - epochDayOf(date);
}

/**
 * Whether less than twelve months of a calendar are left. That is when another year should be added: dates are mostly
 * proclaimed a year ahead, and orders plan some weeks beyond today.
 */
export function endsWithinAYear(calendar: BusinessCalendar, date: string): boolean {
  return daysCovered(calendar, date) < 365;
}
