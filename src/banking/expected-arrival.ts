import { shippedTables, type BankingTables } from './banking-tables';
import type { FiatCurrency } from './currencies';
import { instantOf, localDateAt } from './local-days';
import { dateInWords, placeOf } from './date-words';
import { cutoffInWords, railNames } from './plan-words';
import { isRailDay } from './rail-days';
import { railFor } from './rails';
import { planArrival, type ArrivalPlan } from './transfer-plan';

/** When a transfer made at some moment goes out and arrives: the document that `offramp cutoff --json` prints. */
export interface ExpectedArrival extends ArrivalPlan {
  currency: FiatCurrency;
}

/** What an arrival is expected from. */
export interface ArrivalRequest {
  readonly currency: FiatCurrency;
  /** The moment of the transfer: an ISO instant. */
  readonly at: string;
  /** ISO 3166 country of the account, where it may be abroad. */
  readonly accountCountry?: string | undefined;
  /** Of the account, what tells the rail: dollars to an account with a BIC alone are wired. */
  readonly account?: { readonly aba?: string; readonly swift?: string } | undefined;
}

/** The money's town where the zone is named for another: the ECB and most of what clears SEPA sit in Frankfurt. */
const towns: Readonly<Record<string, string>> = { 'Europe/Berlin': 'Frankfurt' };

/**
 * Says when a payout made at `at` would be sent and when it arrives, as data and in a sentence for people such as "Sent
 * before 15:00 in Frankfurt today; expected Thursday 26 November." Throws `OutsideCalendarCoverage` rather than guess.
 */
export function expectArrival(
  { currency, at, accountCountry, account }: ArrivalRequest,
  tables: BankingTables = shippedTables,
): { document: ExpectedArrival; text: string } {
  const plan = planArrival({ rail: railFor(currency, account), now: at, accountCountry }, tables);
  return { document: { currency, ...plan }, text: arrivalInWords(plan, at, tables) };
}

function arrivalInWords(plan: ArrivalPlan, at: string, tables: BankingTables): string {
  const { zone, beforeCutoff, cutoffAt, submissionDate, settlement } = plan;
  const today = localDateAt(instantOf(at), zone);
  const day = (date: string) => (date === today ? 'today' : dateInWords(date, Number(today.slice(0, 4))));
  const place = towns[zone] ?? placeOf(zone);
  const cutoff = cutoffInWords(plan);
  const when = beforeCutoff ? 'today' : `on ${day(submissionDate)}`;
  const sent = cutoff === undefined ? `Sent ${when}` : `Sent before ${cutoff} in ${place} ${when}`;
  const latest = settlement.latest === settlement.earliest ? '' : ` to ${day(settlement.latest)}`;
  const utc = cutoff === undefined ? '' : ` ${cutoff} there is ${cutoffAt.slice(11, 16)} UTC.`;
  return `${closedToday(plan, today, tables)}${sent}; expected ${day(settlement.earliest)}${latest}.${utc}`;
}

/** Why it is not today, if it is not. */
function closedToday({ rail, beforeCutoff }: ArrivalPlan, today: string, tables: BankingTables) {
  if (beforeCutoff) return '';
  const more = isRailDay(tables.rails[rail], today, tables) ? 'more ' : '';
  return `${railNames[rail]} takes no ${more}transfers today. `;
}
