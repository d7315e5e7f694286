import type { RailId } from './rails';
import { classifyReturn, schemeOfRail, type ReturnClass } from './return-codes';
import {
  fateOf,
  isBad,
  returnedFunds,
  saysTheSame,
  transferOf,
  type SentTransfer,
  type TransferFate,
  type TransferReport,
} from './transfer-reports';

/** The money is sent at most this often, the provider's own transfer included (DESIGN section 6). */
export const mostAttempts = 3;

/** Everything that a decision about the bank transfers of one trade rests on. */
export interface TransferCase {
  /** By attempt, from 1. */
  readonly sent: readonly SentTransfer[];
  /** Everything said of them, save what an operator has overruled; the order does not matter. */
  readonly reports: readonly TransferReport[];
  /** Reports that were known when the latest attempt was sent: it was sent because of them. */
  readonly answered: ReadonlySet<string>;
  readonly rail: RailId;
  /** Attempts of which it is not known whether the provider took them on. */
  readonly unknown: ReadonlySet<number>;
  /** Attempts that should have arrived and, as an operator says, did not. */
  readonly missing: ReadonlySet<number>;
  /** That an operator ordered another attempt: by name, or by giving another account for it. */
  readonly ordered?: OrderedResend | undefined;
}

/** An operator's order to send the money again. */
export interface OrderedResend {
  /** The attempt after which it was given. */
  readonly after: number;
  /** The reports that were known then. */
  readonly knowing: ReadonlySet<string>;
}

/** Why a person has to look at a bank transfer. */
export type TransferConcern =
  | 'double-payment'
  | 'bank-report-mismatch'
  | 'earlier-transfer-reported'
  | 'earlier-transfer-alive'
  | 'credited-after-failure'
  | 'payment-outcome-unknown'
  | 'money-not-received'
  | 'bank-transfer-held'
  | 'bank-transfer-unclear'
  | 'funds-not-returned'
  | 'bank-account-refused'
  | 'resends-used-up';

/** What follows from everything said of a trade's bank transfers. */
export type TransferVerdict =
  | { readonly verdict: 'awaited' }
  | { readonly verdict: 'credited'; readonly report: TransferReport }
  | { readonly verdict: 'send-again'; readonly attempt: number; readonly amount: string }
  | { readonly verdict: 'concern'; readonly concern: TransferConcern; readonly detail: string };

/**
 * DESIGN section 6, *Bank report*, over all reports at once: the same verdict in whatever order they came, and however
 * often. It only says what should follow; whether money may be sent is for the send guard to say.
 */
export function judgeTransfers(given: TransferCase): TransferVerdict {
  const latest = given.sent.at(-1);
  if (latest === undefined) return { verdict: 'awaited' };
  const standings = standingsOf(given);
  const earlier = standings.slice(0, -1);
  const arrived = earlier.filter(({ fate }) => fate === 'credited' || fate === 'contradictory');
  const onlyOne = onlyArrival(standings);
  if (arrived.length > 0 && onlyOne === undefined) {
    const attempts = arrived.map(({ transfer }) => transfer.attempt).join(' and ');
    return concern(
      'double-payment',
      `Attempt ${attempts} is said to have arrived, and attempt ${latest.attempt} was sent.`,
    );
  }
  const strange = given.reports.filter((report) => transferOf(report, given.sent) === undefined);
  if (strange.length > 0) return concern('bank-report-mismatch', mismatchInWords(strange, given.sent));
  if (onlyOne !== undefined) return { verdict: 'credited', report: onlyOne };

  const alive = earlier.filter((standing) => standing.fate === 'alive');
  if (alive.length > 0) {
    const attempts = alive.map(({ transfer }) => transfer.attempt).join(' and ');
    return concern('earlier-transfer-alive', `Attempt ${attempts} is not known to have failed any more.`);
  }

  const { fate, reports } = standings.at(-1) ?? { fate: 'alive', reports: [] };
  const credit = creditOf(reports);
  if (fate === 'credited' && credit !== undefined) return { verdict: 'credited', report: credit };
  const news = earlier.flatMap(({ reports: about }) => about.filter((report) => isNews(report, about, given)));
  if (news.length > 0) return concern('earlier-transfer-reported', news.map(inWords).join(' '));
  if (fate === 'contradictory') return concern('credited-after-failure', reports.map(inWords).join(' '));
  return fate === 'dead' ? afterFailure(given, latest, reports) : whileAlive(given, latest);
}

/** An earlier transfer that arrived after all, while every other one has come back, is as good as the latest. */
function onlyArrival(standings: readonly TransferStanding[]): TransferReport | undefined {
  const living = standings.filter(({ fate }) => fate !== 'dead');
  const [arrival] = living;
  if (living.length !== 1 || arrival?.fate !== 'credited' || arrival === standings.at(-1)) return undefined;
  return creditOf(arrival.reports);
}

/** Of several words that it arrived, an operator's, who has weighed what the others say. */
export function creditOf(reports: readonly TransferReport[]): TransferReport | undefined {
  const credits = reports.filter(({ outcome }) => outcome === 'credited');
  return credits.find(({ evidence }) => evidence === 'operator') ?? credits[0];
}

/** Whoever ordered it has weighed what was known then, and no other reason. */
function isOrdered({ ordered }: TransferCase, attempt: number, reports: readonly TransferReport[]): boolean {
  if (ordered?.after !== attempt) return false;
  const reasons = reports.filter(givesReason);
  const weighed = reasons.filter(({ reportId }) => ordered.knowing.has(reportId));
  return reasons.every((reason) => weighed.some((one) => one.code === reason.code && one.scheme === reason.scheme));
}

/** An operator who names no code gives no reason; a bank that names none gives an unknown one. */
function givesReason(report: TransferReport): boolean {
  return isBad(report) && (report.code !== undefined || report.evidence !== 'operator');
}

/** A transfer with what has been said of it. */
export interface TransferStanding {
  readonly transfer: SentTransfer;
  readonly reports: readonly TransferReport[];
  readonly fate: TransferFate;
  /** What the partner has back of it, if anything. */
  readonly fundsBack: string | undefined;
}

/** How each attempt stands. */
export function standingsOf({ sent, reports }: Pick<TransferCase, 'sent' | 'reports'>): TransferStanding[] {
  return sent.map((transfer) => {
    const about = reports.filter((report) => transferOf(report, sent) === transfer);
    return { transfer, reports: about, fate: fateOf(about), fundsBack: returnedFunds(transfer, about) };
  });
}

function whileAlive({ unknown, missing }: TransferCase, { attempt }: SentTransfer): TransferVerdict {
  if (unknown.has(attempt)) {
    return concern('payment-outcome-unknown', `Attempt ${attempt} may or may not have been taken on.`);
  }
  if (missing.has(attempt)) return concern('money-not-received', `Attempt ${attempt} should have arrived.`);
  return { verdict: 'awaited' };
}

/** Rows 7 to 12: the latest attempt has failed or come back, and nothing speaks against that. */
function afterFailure(given: TransferCase, latest: SentTransfer, reports: readonly TransferReport[]): TransferVerdict {
  const { attempt, amount } = latest;
  const fundsBack = returnedFunds(latest, reports);
  const sendAgain = { verdict: 'send-again', attempt: attempt + 1, amount: fundsBack ?? amount } as const;
  const usedUp = concern('resends-used-up', `The money was sent ${attempt} times, and came back each time.`);
  if (isOrdered(given, attempt, reports)) return attempt < mostAttempts ? sendAgain : usedUp;

  const { action, meaning } = strictest(reports, given.rail);
  if (action === 'hold') return concern('bank-transfer-held', meaning);
  if (action === 'operator') return concern('bank-transfer-unclear', meaning);
  if (fundsBack === undefined) return concern('funds-not-returned', meaning);
  if (action === 'new-account') return concern('bank-account-refused', meaning);
  return attempt < mostAttempts ? sendAgain : usedUp;
}

const actionsByStrictness = ['hold', 'operator', 'new-account', 'resend'] as const;

/** What the bank's codes ask for; of several the strictest. */
function strictest(reports: readonly TransferReport[], rail: RailId) {
  const said = reasonsIn(reports, rail);
  const byStrictness = actionsByStrictness.flatMap((action) => said.filter((reason) => reason.action === action));
  return byStrictness[0] ?? ({ action: 'operator', meaning: 'The bank gave no reason.' } as const);
}

/** The classes of what the bank said of the latest attempt. */
export function returnClassesOf({ sent, reports, rail }: TransferCase): ReturnClass[] {
  const about = standingsOf({ sent, reports }).at(-1)?.reports ?? [];
  return reasonsIn(about, rail).map((reason) => reason.class);
}

function reasonsIn(reports: readonly TransferReport[], rail: RailId) {
  return reports
    .filter(givesReason)
    .map(({ code, scheme }) => classifyReturn({ scheme: scheme ?? schemeOfRail(rail), code }));
}

/** Of an attempt that was given up long since, only something else than what was known then is news to an operator. */
function isNews(report: TransferReport, about: readonly TransferReport[], { answered }: TransferCase): boolean {
  if (!isBad(report) || report.evidence === 'operator' || answered.has(report.reportId)) return false;
  return !about.some((known) => answered.has(known.reportId) && saysTheSame(known, report));
}

function concern(name: TransferConcern, detail: string): TransferVerdict {
  return { verdict: 'concern', concern: name, detail };
}

function mismatchInWords(strange: readonly TransferReport[], sent: readonly SentTransfer[]): string {
  const transfers = sent.map(({ attempt, amount, currency }) => `attempt ${attempt} of ${amount} ${currency}`);
  return `Reported: ${strange.map(inWords).join(' ')} Sent: ${transfers.join(', ')}.`;
}

function inWords({ outcome, attempt, paymentReference, code, amount, currency, occurredAt }: TransferReport): string {
  const which = paymentReference ?? (attempt === undefined ? 'a transfer' : `attempt ${attempt}`);
  const money = amount === undefined ? '' : ` of ${amount} ${currency ?? ''}`.trimEnd();
  const why = code === undefined ? '' : `, code ${code}`;
  return `${which}${money}: ${outcome}${why}${occurredAt === undefined ? '' : ` at ${occurredAt}`}.`;
}
