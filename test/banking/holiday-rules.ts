import type { CalendarId } from '../../src/banking/calendars';

/** A rule says which weekdays of a year a payment system is closed, from the law rather than from a table. */
type HolidayRule = (year: number) => string[];

/**
 * The rules behind the shipped tables, written apart from them so that each checks the other. Singapore is missing:
 * its dates are gazetted and must not be computed.
 */
export const holidayRules: Readonly<Record<Exclude<CalendarId, 'SG'>, HolidayRule>> = {
  T2: (year) =>
    weekdays([on(year, 1, 1), easter(year, -2), easter(year, 1), on(year, 5, 1), on(year, 12, 25), on(year, 12, 26)]),
  FED: (year) =>
    weekdays([
      ...[on(year, 1, 1), on(year, 6, 19), on(year, 7, 4), on(year, 11, 11), on(year, 12, 25)].map(sundayToMonday),
      ...[nth(3, monday, year, 1), nth(3, monday, year, 2), last(monday, year, 5), nth(1, monday, year, 9)],
      ...[nth(2, monday, year, 10), nth(4, thursday, year, 11)],
    ]),
  'GB-ENG': (year) =>
    weekdays([
      ...substituted([on(year, 1, 1), on(year, 12, 25), on(year, 12, 26)]),
      ...[easter(year, -2), easter(year, 1), nth(1, monday, year, 5), last(monday, year, 5), last(monday, year, 8)],
    ]),
  'CA-PAY': (year) =>
    weekdays([
      ...substituted([on(year, 1, 1), on(year, 7, 1), on(year, 9, 30), on(year, 11, 11)]),
      ...substituted([on(year, 12, 25), on(year, 12, 26)]),
      ...[easter(year, -2), mondayBefore(on(year, 5, 25)), nth(1, monday, year, 9), nth(2, monday, year, 10)],
    ]),
  'AU-RITS': (year) =>
    weekdays([
      ...substituted([on(year, 1, 1), on(year, 1, 26), on(year, 12, 25), on(year, 12, 26)]),
      ...[easter(year, -2), easter(year, 1), on(year, 4, 25), nth(2, monday, year, 6)],
    ]),
};

const monday = 1;
const thursday = 4;
const day = 86_400_000;

function on(year: number, month: number, date: number): Date {
  return new Date(Date.UTC(year, month - 1, date));
}

function plus(date: Date, days: number): Date {
  return new Date(date.getTime() + days * day);
}

function isWeekend(date: Date): boolean {
  return date.getUTCDay() === 0 || date.getUTCDay() === 6;
}

function nth(count: number, weekday: number, year: number, month: number): Date {
  const first = on(year, month, 1);
  return plus(first, ((weekday - first.getUTCDay() + 7) % 7) + (count - 1) * 7);
}

function last(weekday: number, year: number, month: number): Date {
  return plus(nth(1, weekday, year, month + 1), -7);
}

function mondayBefore(date: Date): Date {
  return plus(date, -((date.getUTCDay() + 6) % 7 || 7));
}

function sundayToMonday(date: Date): Date {
  return date.getUTCDay() === 0 ? plus(date, 1) : date;
}

/** Each holiday on a weekend moves to the next weekday that no holiday of the list has taken. */
function substituted(holidays: Date[]): Date[] {
  const taken = new Set(holidays.filter((holiday) => !isWeekend(holiday)).map(Number));
  return holidays.map((holiday) => {
    let moved = holiday;
    while (isWeekend(moved) || (moved !== holiday && taken.has(Number(moved)))) moved = plus(moved, 1);
    taken.add(Number(moved));
    return moved;
  });
}

/** Days from Easter Sunday, by Gauss's algorithm in Meeus's form ("Astronomical Algorithms", chapter 8). */
function easter(year: number, days: number): Date {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const [i, k] = [Math.floor(c / 4), c % 4];
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  return plus(on(year, month, (h + l - 7 * m + 33 * month + 19) % 32), days);
}

function weekdays(dates: Date[]): string[] {
  const written = dates.filter((date) => !isWeekend(date)).map((date) => date.toISOString().slice(0, 10));
  return [...new Set(written)].sort();
}
