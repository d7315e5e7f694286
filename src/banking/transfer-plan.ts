import { calendarOf, shippedTables, type BankingTables } from './banking-tables';
import { addOpenDays } from './business-days';
import { isBusinessDay, type BusinessCalendar } from './calendars';
import { calendarOfCountry } from './country-calendars';
import { endOfDay, instantOf, instantText, localDateAt, startOfDay } from './local-days';
import { addRailDays, cutoffOn, isRailDay } from './rail-days';
import { rails as shippedRails, termsOn, type Rail, type RailId } from './rails';

/** When a transfer goes out and arrives. Instants are UTC as `Date.toISOString` writes them, dates the rail's own. */
export interface TransferPlan {
  rail: RailId;
  zone: string;
  /** Whether the rail still takes transfers today, so that `submitAt` is now. */
  beforeCutoff: boolean;
  /** The moment from which the transfer may be sent: now, or 00:00 local of `submissionDate`. */
  submitAt: string;
  /** The cutoff of `submissionDate`; a transfer sent then or later counts for a later day. Without one, the day's end. */
  cutoffAt: string;
  submissionDate: string;
  /** First and last date on which the money should arrive. */
  settlement: { earliest: string; latest: string };
  /** The end of the rail's next business day after `settlement.latest`: silence until then means nothing. */
  graceEndsAt: string;
  /**
   * The calendars used and the versions of their tables, such as `FED@2026-11-22+SG@2026-11-22`. Where an operator's
   * overlay has changed one of them or the rail, `+overlay:` and a hash of the overlay follow.
   */
  calendarVersion: string;
}

/** How long a settled transfer may still come back. */
export interface ReturnWatch {
  watchUntil: string;
  calendarVersion: string;
}

/** When a transfer goes out and arrives, but not until when silence means nothing. */
export type ArrivalPlan = Omit<TransferPlan, 'graceEndsAt'>;

/**
 * Plans a transfer as {@link planArrival} does, and until when silence means nothing, for which the calendars have to cover
 * one business day more.
 */
export function planTransfer(request: ArrivalPlanRequest, tables: BankingTables = shippedTables): TransferPlan {
  const { calendarVersion, ...plan } = planArrival(request, tables);
  const rail = tables.rails[plan.rail];
  const lastDay = addRailDays(rail, plan.settlement.latest, 1, tables);
  return { ...plan, graceEndsAt: instantText(endOfDay(lastDay, rail.zone)), calendarVersion };
}

export interface ArrivalPlanRequest {
  readonly rail: RailId;
  readonly now: string;
  readonly accountCountry?: string | undefined;
}

/**
 * Plans a transfer made at `now` (an ISO instant): the submission day is today before the cutoff, which is exclusive, of
 * a business day, else the next business day; arrival is counted from there. For an account abroad (`accountCountry` with
 * another calendar of ours) arrival counts only days on which both are open; submission needs the rail's alone.
 * Planning again at `submitAt` gives the same. Throws `OutsideCalendarCoverage` rather than guess.
 */
export function planArrival(
  { rail: railId, now, accountCountry }: ArrivalPlanRequest,
  tables: BankingTables = shippedTables,
): ArrivalPlan {
  const rail = tables.rails[railId];
  const nowMs = instantOf(now);
  const today = localDateAt(nowMs, rail.zone);
  const beforeCutoff = isRailDay(rail, today, tables) && nowMs < cutoffOn(rail, today);
  const submissionDate = beforeCutoff ? today : addRailDays(rail, today, 1, tables);
  const { settlement, calendar } = termsOn(rail, submissionDate);
  const abroad = calendarsAbroad(rail, accountCountry, tables);
  const isOpen = (date: string) => isRailDay(rail, date, tables) && abroad.every((each) => isBusinessDay(each, date));
  const latest = arrival(submissionDate, settlement.max, isOpen);
  return {
    rail: railId,
    zone: rail.zone,
    beforeCutoff,
    submitAt: instantText(beforeCutoff ? nowMs : startOfDay(submissionDate, rail.zone)),
    cutoffAt: instantText(cutoffOn(rail, submissionDate)),
    submissionDate,
    settlement: { earliest: arrival(submissionDate, settlement.min, isOpen), latest },
    calendarVersion: versionOf(rail, [calendarOf(tables, calendar), ...abroad]),
  };
}

/** Plans how long to watch for a return: to the end of the rail's n-th business day after the day of `settledAt`. */
export function planReturnWatch(
  { rail: railId, settledAt }: { rail: RailId; settledAt: string },
  tables: BankingTables = shippedTables,
): ReturnWatch {
  const rail = tables.rails[railId];
  const settledOn = localDateAt(instantOf(settledAt), rail.zone);
  const lastDay = addRailDays(rail, settledOn, rail.returnWatchDays, tables);
  const { calendar } = termsOn(rail, settledOn);
  return {
    watchUntil: instantText(endOfDay(lastDay, rail.zone)),
    calendarVersion: versionOf(rail, [calendarOf(tables, calendar)]),
  };
}

/** Money that takes no day arrives on the day it is sent, if that is one for whoever receives it. */
function arrival(submissionDate: string, days: number, isOpen: (date: string) => boolean): string {
  if (days === 0) return isOpen(submissionDate) ? submissionDate : addOpenDays(submissionDate, 1, isOpen);
  return addOpenDays(submissionDate, days, isOpen);
}

/** The area of a rail is that of its shipped calendar, whichever days an overlay has it follow. */
function calendarsAbroad(rail: Rail, country: string | undefined, tables: BankingTables): BusinessCalendar[] {
  const id = country === undefined ? undefined : calendarOfCountry(country.toUpperCase());
  return id === undefined || id === shippedRails[rail.id].calendar ? [] : [tables.calendars[id]];
}

function versionOf(rail: Rail, calendars: readonly BusinessCalendar[]): string {
  const overlay = [rail, ...calendars].find((table) => table.overlay !== undefined)?.overlay;
  const versions = calendars.map(({ id, version }) => `${id}@${version}`);
  return [...versions, ...(overlay === undefined ? [] : [`overlay:${overlay}`])].join('+');
}
