import { Temporal } from 'temporal-polyfill';
import { isBusinessDay, type BusinessCalendar } from './calendars';

/**
 * The `count`-th day after `date` on which every one of the calendars is open; the date itself is not counted, open or
 * not. With two calendars this is ISDA's "join holidays". Throws `OutsideCalendarCoverage` when it would look beyond one.
 */
export function addBusinessDays(date: string, count: number, calendars: readonly BusinessCalendar[]): string {
  let day = Temporal.PlainDate.from(date);
  for (let remaining = count; remaining > 0;) {
    day = day.add({ days: 1 });
    const next = day.toString();
    if (calendars.every((calendar) => isBusinessDay(calendar, next))) remaining -= 1;
  }
  return day.toString();
}

/** The first day after `date` on which every one of the calendars is open. */
export function nextBusinessDay(date: string, calendars: readonly BusinessCalendar[]): string {
  return addBusinessDays(date, 1, calendars);
}
