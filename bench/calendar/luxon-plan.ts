import { DateTime } from 'luxon';
import { calendarOf, shippedTables } from '../../src/banking/banking-tables';
import type { BusinessCalendar } from '../../src/banking/calendars';
import { calendarOfCountry } from '../../src/banking/country-calendars';
import type { TransferPlan } from '../../src/banking/transfer-plan';
import type { PlanRequest } from './instants';

/** The same plan from the same tables, written as one would with luxon: `DateTime`s in the rail's zone, day by day. */
export function planWithLuxon({ rail: railId, now, accountCountry }: PlanRequest): TransferPlan {
  const rail = shippedTables.rails[railId];
  const calendar = calendarOf(shippedTables, rail.calendar);
  const abroad = accountCountry === undefined ? undefined : calendarOfCountry(accountCountry);
  const arrival =
    abroad === undefined || abroad === rail.calendar ? [calendar] : [calendar, shippedTables.calendars[abroad]];
  const [hour, minute] = rail.cutoff.split(':').map(Number);
  const cutoffOf = (day: DateTime) => day.set({ hour: hour ?? 0, minute: minute ?? 0, second: 0, millisecond: 0 });

  const moment = DateTime.fromISO(now, { zone: rail.zone });
  const today = moment.startOf('day');
  const beforeCutoff = isOpen(today, [calendar]) && moment < cutoffOf(today);
  const submission = beforeCutoff ? today : addDays(today, 1, [calendar]);
  const latest = addDays(submission, rail.settlement.max, arrival);
  return {
    rail: railId,
    zone: rail.zone,
    beforeCutoff,
    submitAt: utc(beforeCutoff ? moment : submission),
    cutoffAt: utc(cutoffOf(submission)),
    submissionDate: date(submission),
    settlement: { earliest: date(addDays(submission, rail.settlement.min, arrival)), latest: date(latest) },
    graceEndsAt: utc(addDays(latest, 1, [calendar]).plus({ days: 1 })),
    calendarVersion: arrival.map(({ id, version }) => `${id}@${version}`).join('+'),
  };
}

function addDays(from: DateTime, count: number, calendars: readonly BusinessCalendar[]): DateTime {
  let day = from;
  for (let remaining = count; remaining > 0;) {
    day = day.plus({ days: 1 });
    if (isOpen(day, calendars)) remaining -= 1;
  }
  return day;
}

function isOpen(day: DateTime, calendars: readonly BusinessCalendar[]): boolean {
  const written = date(day);
  return calendars.every(({ id, coverage, closed }) => {
    if (written < coverage.from || written > coverage.to) throw new RangeError(`${id} does not cover ${written}.`);
    return day.weekday <= 5 && !closed.has(written);
  });
}

function date(day: DateTime): string {
  return day.toISODate() ?? '';
}

function utc(moment: DateTime): string {
  return moment.toUTC().toISO() ?? '';
}
