import { addBusinessDays, nextBusinessDay } from './business-days';
import { calendars as shippedCalendars, isBusinessDay, type BusinessCalendar, type CalendarId } from './calendars';
import { calendarOfCountry } from './country-calendars';
import { endOfDay, instantOf, instantText, localDateAt, startOfDay, timeOnDay } from './local-days';
import { rails as shippedRails, type Rail, type RailId } from './rails';

/** When a transfer goes out and arrives. Instants are UTC as `Date.toISOString` writes them, dates the rail's own. */
export interface TransferPlan {
  rail: RailId;
  zone: string;
  /** Whether the rail still takes transfers today, so that `submitAt` is now. */
  beforeCutoff: boolean;
  /** The moment from which the transfer may be sent: now, or 00:00 local of `submissionDate`. */
  submitAt: string;
  /** The cutoff of `submissionDate`; a transfer sent then or later counts for a later day. */
  cutoffAt: string;
  submissionDate: string;
  /** First and last date on which the money should arrive. */
  settlement: { earliest: string; latest: string };
  /** The end of the rail's next business day after `settlement.latest`: silence until then means nothing. */
  graceEndsAt: string;
  /** The calendars used and the versions of their tables, such as `FED@2026-11-22+SG@2026-11-22`. */
  calendarVersion: string;
}

/** How long a settled transfer may still come back. */
export interface ReturnWatch {
  watchUntil: string;
  calendarVersion: string;
}

/** The tables a plan is made from: those shipped, or those with an operator's overlay applied. */
export interface BankingTables {
  readonly rails: Readonly<Record<RailId, Rail>>;
  readonly calendars: Readonly<Record<CalendarId, BusinessCalendar>>;
}

/** The rails and calendars as shipped. */
export const shippedTables: BankingTables = { rails: shippedRails, calendars: shippedCalendars };

/**
 * Plans a transfer made at `now` (an ISO instant): the submission day is today before the cutoff, which is exclusive, of
 * a business day, else the next business day; arrival is counted from there. For an account abroad (`accountCountry` with
 * another calendar of ours) arrival counts only days on which both are open; submission needs the rail's alone.
 * Planning again at `submitAt` gives the same. Throws `OutsideCalendarCoverage` rather than guess.
 */
export function planTransfer(
  { rail: railId, now, accountCountry }: { rail: RailId; now: string; accountCountry?: string | undefined },
  tables: BankingTables = shippedTables,
): TransferPlan {
  const rail = tables.rails[railId];
  const calendar = tables.calendars[rail.calendar];
  const arrivalCalendars = [calendar, ...calendarAbroad(rail, accountCountry, tables)];
  const nowMs = instantOf(now);
  const today = localDateAt(nowMs, rail.zone);
  const beforeCutoff = isBusinessDay(calendar, today) && nowMs < cutoffOf(today, rail);
  const submissionDate = beforeCutoff ? today : nextBusinessDay(today, [calendar]);
  const latest = addBusinessDays(submissionDate, rail.settlement.max, arrivalCalendars);
  return {
    rail: railId,
    zone: rail.zone,
    beforeCutoff,
    submitAt: instantText(beforeCutoff ? nowMs : startOfDay(submissionDate, rail.zone)),
    cutoffAt: instantText(cutoffOf(submissionDate, rail)),
    submissionDate,
    settlement: { earliest: addBusinessDays(submissionDate, rail.settlement.min, arrivalCalendars), latest },
    graceEndsAt: instantText(endOfDay(nextBusinessDay(latest, [calendar]), rail.zone)),
    calendarVersion: versionOf(arrivalCalendars),
  };
}

/** Plans how long to watch for a return: to the end of the rail's n-th business day after the day of `settledAt`. */
export function planReturnWatch(
  { rail: railId, settledAt }: { rail: RailId; settledAt: string },
  tables: BankingTables = shippedTables,
): ReturnWatch {
  const rail = tables.rails[railId];
  const calendar = tables.calendars[rail.calendar];
  const settledOn = localDateAt(instantOf(settledAt), rail.zone);
  const lastDay = addBusinessDays(settledOn, rail.returnWatchDays, [calendar]);
  return { watchUntil: instantText(endOfDay(lastDay, rail.zone)), calendarVersion: versionOf([calendar]) };
}

function calendarAbroad(rail: Rail, country: string | undefined, tables: BankingTables): BusinessCalendar[] {
  const id = country === undefined ? undefined : calendarOfCountry(country.toUpperCase());
  return id === undefined || id === rail.calendar ? [] : [tables.calendars[id]];
}

function cutoffOf(date: string, rail: Rail): number {
  return timeOnDay(date, rail.cutoff, rail.zone);
}

function versionOf(calendars: readonly BusinessCalendar[]): string {
  return calendars.map(({ id, version }) => `${id}@${version}`).join('+');
}
