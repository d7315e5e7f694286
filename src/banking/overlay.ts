import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';
import { shippedTables, type BankingTables } from './banking-tables';
import type { BusinessCalendar, CalendarId } from './calendars';
import type { Rail, RailId, RailTerms } from './rails';

/** Days on which a payment system works otherwise than its shipped table says, such as a holiday that was proclaimed. */
export interface DayChange {
  readonly calendar: CalendarId;
  readonly closed: readonly string[];
  readonly open: readonly string[];
  readonly reason: string;
}

/** Another cutoff on one local date, such as that of a bank which closes early on Christmas Eve. */
export interface CutoffChange {
  readonly rail: RailId;
  readonly date: string;
  readonly cutoff: string;
  readonly reason: string;
}

/** Other terms of a rail, for good or from a local date on, such as those that an institution has agreed upon. */
export interface RailChange extends Partial<RailTerms> {
  readonly rail: RailId;
  readonly zone?: string;
  readonly from?: string;
  readonly reason: string;
}

/** What an operator knows better than the tables shipped. The reasons are for those who read the file later. */
export interface BankingOverlay {
  readonly calendars: readonly DayChange[];
  readonly cutoffs: readonly CutoffChange[];
  readonly rails: readonly RailChange[];
}

/**
 * The tables as an operator has corrected them; `overlayProblems` says beforehand what of it makes no sense. What was
 * changed carries a hash of the overlay, so that every plan made from it says so. Coverage stays as it is: no overlay
 * makes a table that ends in 2028 speak for 2029.
 */
export function applyOverlay(tables: BankingTables, overlay: BankingOverlay): BankingTables {
  const hash = bytesToHex(sha256(JSON.stringify(overlay))).slice(0, 8);
  const calendar = (id: CalendarId) => changedCalendar(tables.calendars[id], overlay, hash);
  const rail = (id: RailId) => changedRail(tables.rails[id], overlay, hash);
  return {
    calendars: {
      T2: calendar('T2'),
      FED: calendar('FED'),
      'GB-ENG': calendar('GB-ENG'),
      'CA-PAY': calendar('CA-PAY'),
      'AU-RITS': calendar('AU-RITS'),
      SG: calendar('SG'),
    },
    rails: {
      ach: rail('ach'),
      sepa: rail('sepa'),
      fps: rail('fps'),
      eft: rail('eft'),
      becs: rail('becs'),
      fast: rail('fast'),
      wire: rail('wire'),
    },
  };
}

function changedCalendar(calendar: BusinessCalendar, overlay: BankingOverlay, hash: string): BusinessCalendar {
  const changes = overlay.calendars.filter((change) => change.calendar === calendar.id);
  if (changes.length === 0) return calendar;
  const closed = new Set([...calendar.closed, ...changes.flatMap((change) => change.closed)]);
  const open = new Set(changes.flatMap((change) => change.open));
  return { ...calendar, closed, open, overlay: hash };
}

function changedRail(rail: Rail, overlay: BankingOverlay, hash: string): Rail {
  const changes = overlay.rails.filter((change) => change.rail === rail.id);
  const cutoffs = overlay.cutoffs.filter((change) => change.rail === rail.id);
  if (changes.length === 0 && cutoffs.length === 0) return rail;
  const always = changes.find(({ from }) => from === undefined);
  const dated = changes.flatMap(({ from, ...change }) => (from === undefined ? [] : [{ from, ...termsOf(change) }]));
  return {
    ...rail,
    ...(always && termsOf(always)),
    ...(always?.zone && { zone: always.zone }),
    changes: dated.sort((a, b) => (a.from < b.from ? -1 : 1)),
    cutoffs: new Map(cutoffs.map(({ date, cutoff }) => [date, cutoff])),
    overlay: hash,
  };
}

function termsOf({ cutoff, calendar, settlement }: Partial<RailTerms>): Partial<RailTerms> {
  return { ...(cutoff && { cutoff }), ...(calendar && { calendar }), ...(settlement && { settlement }) };
}

/** The shipped tables, with an operator's overlay if there is one. */
export function tablesWith(overlay: BankingOverlay | undefined): BankingTables {
  return overlay === undefined ? shippedTables : applyOverlay(shippedTables, overlay);
}
