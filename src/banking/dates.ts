import { remembered } from './remembered';

const dayMs = 86_400_000;
/** Plans ask for the same days over and over; the tables cover four years. */
const mostDays = 4_000;

/** Days from 1970-01-01 to a date written as `YYYY-MM-DD`. Throws a `RangeError` when the text is no such date. */
export const epochDayOf = remembered((date: string): number => {
  const day = Date.parse(`${date}T00:00:00.000Z`) / dayMs;
  // The way back catches what the parser puts right by itself, such as the 30th of February.
  if (Number.isNaN(day) || dateOf(day) !== date) throw new RangeError('A date must be written as YYYY-MM-DD.');
  return day;
}, mostDays);

/** The date that lies this many days after 1970-01-01. */
export const dateOf = remembered(
  (epochDay: number): string => new Date(epochDay * dayMs).toISOString().slice(0, 10),
  mostDays,
);

/** The date after a date. */
export function dayAfter(date: string): string {
  return dateOf(epochDayOf(date) + 1);
}

/** Whether the day is a Saturday or a Sunday. */
export function isWeekend(epochDay: number): boolean {
  // 1970-01-01 was a Thursday.
  const sinceMonday = (((epochDay + 3) % 7) + 7) % 7;
  return sinceMonday >= 5;
}
