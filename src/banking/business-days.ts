import { isBusinessDay, type BusinessCalendar } from './calendars';
import { dayAfter } from './dates';

/**
 * The `count`-th day after `date` on which every one of the calendars is open; the date itself is not counted, open or
 * not. With two calendars this is ISDA's "join holidays". Throws `OutsideCalendarCoverage` when it would look beyond one.
 */
export function addBusinessDays(date: string, count: number, calendars: readonly BusinessCalendar[]): string {
  return addOpenDays(date, count, (day) => calendars.every((calendar) => isBusinessDay(calendar, day)));
}

/** The first day after `date` on which every one of the calendars is open. */
export function nextBusinessDay(date: string, calendars: readonly BusinessCalendar[]): string {
  return addBusinessDays(date, 1, calendars);
}

/** The `count`-th day after `date` of which `isOpen` holds; the date itself is not counted. */
export function addOpenDays(date: string, count: number, isOpen: (date: string) => boolean): string {
  let day = date;
  for (let remaining = count; remaining > 0;) {
    day = dayAfter(day);
    if (isOpen(day)) remaining -= 1;
  }
  return day;
}
