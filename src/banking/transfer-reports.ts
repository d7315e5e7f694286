import { compareAmounts, isAmount, isPaymentOf } from './money';
import type { ReturnScheme } from './return-codes';

/** One attempt to bring the fiat of a trade to the bank account. Attempt 1 is the provider's own. */
export interface SentTransfer {
  readonly attempt: number;
  readonly paymentReference?: string;
  readonly tradeId: string;
  readonly depositId: string;
  /** A decimal string, in `currency`. */
  readonly amount: string;
  readonly currency: string;
}

/** What somebody says of a bank transfer: the partner's bank feed, the provider, or an operator. */
export interface TransferReport {
  readonly reportId: string;
  readonly outcome: 'credited' | 'failed' | 'returned';
  readonly evidence: string;
  readonly attempt?: number;
  readonly paymentReference?: string;
  readonly tradeId?: string;
  readonly depositId?: string;
  readonly code?: string;
  readonly scheme?: ReturnScheme;
  readonly amount?: string;
  readonly currency?: string;
  /** Spendable by the partner again, and the provider will not send it again by itself. */
  readonly fundsReturned?: boolean;
  /** When it happened, ISO 8601. */
  readonly occurredAt?: string;
  /** When it was heard, ISO 8601: nothing can have happened later than that. */
  readonly seenAt?: string;
}

/** What is to be made of one transfer, by everything said of it. */
export type TransferFate = 'alive' | 'credited' | 'dead' | 'contradictory';

/**
 * The transfer that a report is about, or `undefined` where that cannot be told for certain: no attempt is named while
 * more than one was sent, another trade or deposit is, or the amount or the currency is another (DESIGN section 6, row 2).
 * What is less than a currency's smallest unit makes no other amount. An operator may say that less came back than was sent.
 */
export function transferOf<T extends SentTransfer>(report: TransferReport, sent: readonly T[]): T | undefined {
  const { attempt, paymentReference } = report;
  const named = sent.filter(
    (transfer) =>
      (attempt === undefined || attempt === transfer.attempt) &&
      (paymentReference === undefined || paymentReference === transfer.paymentReference),
  );
  const [transfer, ...others] = named;
  return transfer !== undefined && others.length === 0 && agrees(report, transfer) ? transfer : undefined;
}

function agrees(report: TransferReport, transfer: SentTransfer): boolean {
  const { tradeId = transfer.tradeId, depositId = transfer.depositId, currency = transfer.currency } = report;
  const { amount = transfer.amount } = report;
  const isSameTransfer = tradeId === transfer.tradeId && depositId === transfer.depositId;
  if (!isSameTransfer || currency !== transfer.currency || !isAmount(amount)) return false;
  if (isOperators(report) && isBad(report)) return compareAmounts(amount, transfer.amount) <= 0;
  return isPaymentOf(amount, transfer.amount, currency);
}

/**
 * A transfer that was credited and came back later is dead. One that is said to have arrived at or after the moment at
 * which it is said to have failed, or where the moments are not known, is a contradiction. Moments that lie ahead, such as
 * value dates, are taken as given and also as those at which they were heard: both must say that it came back later.
 */
export function fateOf(reports: readonly TransferReport[]): TransferFate {
  const credits = reports.filter((report) => !isBad(report));
  const bad = reports.filter(isBad);
  if (bad.length === 0) return credits.length === 0 ? 'alive' : 'credited';
  return isLater(bad, credits) ? 'dead' : 'contradictory';
}

/**
 * How much of a dead transfer the partner has back, or `undefined` while nobody says that it has any. What was back before
 * the money arrived after all has gone again, so that somebody must say so of the time since. As for how much, the word
 * an operator gave last outweighs everything else, whenever it was given: whoever counted less knows of money that is missing.
 */
export function returnedFunds(transfer: SentTransfer, reports: readonly TransferReport[]): string | undefined {
  const credits = reports.filter((report) => !isBad(report));
  const back = reports.filter((report) => isBad(report) && report.fundsReturned === true);
  const counted = back.filter(isOperators).sort((one, other) => (String(one.seenAt) < String(other.seenAt) ? -1 : 1));
  // An operator does not say when it came back; a bank that does not may be telling of an earlier time once more.
  const since = back.map((report) =>
    isOperators(report) && report.seenAt !== undefined ? { ...report, occurredAt: report.seenAt } : report,
  );
  if (back.length === 0 || !isLater(since, credits)) return undefined;
  return counted.at(-1)?.amount ?? transfer.amount;
}

/** Whether the last of some reports is of a later moment than every credit, as dated and as heard. */
function isLater(reports: readonly TransferReport[], credits: readonly TransferReport[]): boolean {
  return [datedAt, happenedAt].every((momentOf) => {
    const arrived = credits.map((report) => momentOf(report) ?? Infinity);
    const cameBack = reports.map((report) => momentOf(report) ?? -Infinity);
    return credits.length === 0 || Math.max(...cameBack) > Math.max(...arrived);
  });
}

/** Whether a report says that the money did not arrive, or did not stay. */
export function isBad({ outcome }: Pick<TransferReport, 'outcome'>): boolean {
  return outcome !== 'credited';
}

function isOperators({ evidence }: TransferReport): boolean {
  return evidence === 'operator';
}

/** Whether two reports say the same of the same transfer, under whatever names they came. */
export function saysTheSame(one: TransferReport, other: TransferReport): boolean {
  return one.outcome === other.outcome && one.code === other.code && one.scheme === other.scheme;
}

function datedAt({ occurredAt }: TransferReport): number | undefined {
  return parsed(occurredAt);
}

/** Nothing has happened later than it was heard. */
function happenedAt({ occurredAt, seenAt }: TransferReport): number | undefined {
  const [dated, heard] = [parsed(occurredAt), parsed(seenAt)];
  return dated === undefined || heard === undefined ? dated : Math.min(dated, heard);
}

function parsed(moment: string | undefined): number | undefined {
  const ms = moment === undefined ? NaN : Date.parse(moment);
  return Number.isNaN(ms) ? undefined : ms;
}
