import { amountsEqual, compareAmounts, isAmount } from './money';
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
 * An operator may say that less came back than was sent.
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
  if (report.evidence === 'operator' && isBad(report)) return compareAmounts(amount, transfer.amount) <= 0;
  return amountsEqual(amount, transfer.amount);
}

/**
 * A transfer that was credited and came back later is dead. One that is said to have arrived at or after the moment at
 * which it is said to have failed, or where the moments are not known, is a contradiction. A moment that lies ahead, such
 * as a value date, counts as the one at which it was heard.
 */
export function fateOf(reports: readonly TransferReport[]): TransferFate {
  const credits = reports.filter(({ outcome }) => outcome === 'credited');
  const bad = reports.filter(isBad);
  if (bad.length === 0) return credits.length === 0 ? 'alive' : 'credited';
  const cameBackAt = Math.max(...bad.map((report) => momentOf(report) ?? -Infinity));
  const contradicted = credits.some((report) => (momentOf(report) ?? Infinity) >= cameBackAt);
  return contradicted ? 'contradictory' : 'dead';
}

/**
 * How much of a dead transfer the partner has back, or `undefined` while nobody says that it has any. What was back before
 * the money arrived after all has gone again, so that only what is said of the time since counts; an operator's last word
 * outweighs everything else.
 */
export function returnedFunds(transfer: SentTransfer, reports: readonly TransferReport[]): string | undefined {
  const credits = reports.filter((report) => !isBad(report));
  const arrivedAt = Math.max(-Infinity, ...credits.map((report) => momentOf(report) ?? Infinity));
  const back = reports.filter((report) => {
    if (!isBad(report) || report.fundsReturned !== true) return false;
    return credits.length === 0 || (momentOf(report) ?? parsed(report.seenAt) ?? -Infinity) > arrivedAt;
  });
  const byOperator = back
    .filter(({ evidence }) => evidence === 'operator')
    .sort((one, other) => (String(one.seenAt) < String(other.seenAt) ? -1 : 1))
    .at(-1);
  if (byOperator !== undefined) return byOperator.amount ?? transfer.amount;
  return back.length > 0 ? transfer.amount : undefined;
}

/** Whether a report says that the money did not arrive, or did not stay. */
export function isBad({ outcome }: Pick<TransferReport, 'outcome'>): boolean {
  return outcome !== 'credited';
}

/** Whether two reports say the same of the same transfer, under whatever names they came. */
export function saysTheSame(one: TransferReport, other: TransferReport): boolean {
  return one.outcome === other.outcome && one.code === other.code && one.scheme === other.scheme;
}

function momentOf({ occurredAt, seenAt }: TransferReport): number | undefined {
  const [happened, heard] = [parsed(occurredAt), parsed(seenAt)];
  return happened === undefined || heard === undefined ? happened : Math.min(happened, heard);
}

function parsed(moment: string | undefined): number | undefined {
  const ms = moment === undefined ? NaN : Date.parse(moment);
  return Number.isNaN(ms) ? undefined : ms;
}
