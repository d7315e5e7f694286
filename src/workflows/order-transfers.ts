import type { BankAccountDetails } from '../banking/account-fields';
import { accountCountry } from '../banking/account-fields';
import type { FiatCurrency } from '../banking/currencies';
import { railFor, type RailId } from '../banking/rails';
import type { SendGuardView, SendLimits } from '../banking/send-guard';
import {
  standingsOf,
  type OrderedResend,
  type TransferCase,
  type TransferStanding,
} from '../banking/transfer-decision';
import { isBad, type SentTransfer, type TransferReport } from '../banking/transfer-reports';
import type { BankReport, PaymentSighting } from '../signals/sightings';
import type { ExpectedArrival, OfframpTransfer, TransferState } from '../signals/status';
import type { Facts } from './facts';
import { isConfirmedPayment } from './look-up-facts';
import { transferWords } from './transfer-words';

/** How far this order itself knows a transfer to have come, before anybody reports on it. */
export type TransferProgress = 'queued' | 'sent' | 'unknown' | 'missing' | 'presumed-credited';

/** One attempt to bring the money to the bank account, as the order keeps it. */
export interface OrderTransfer extends SentTransfer {
  readonly progress: TransferProgress;
  readonly submitAt: string;
  readonly expected?: ExpectedArrival;
  /** Silence until then means that it has arrived, ISO 8601; of no use where no calendar covers the dates. */
  readonly graceEndsAt?: string;
  /** The provider's id of the payment that it was sent with, and what it charged for it. */
  readonly paymentId?: string;
  readonly cost?: string;
}

/** What an operator has decided about bank transfers, and what has been answered already. */
export interface TransferDecisions {
  /** Reports that an operator has overruled: they count no more. */
  readonly overruled: ReadonlySet<string>;
  /** Reports that were known when the latest attempt was sent. */
  readonly answered: ReadonlySet<string>;
  readonly ordered?: OrderedResend;
}

/** By which way the money travels, and to which country, as far as the account tells. */
export function routeOf(
  account: { readonly currency: FiatCurrency; readonly accountCountry?: string } | BankAccountDetails,
): {
  readonly rail: RailId;
  readonly accountCountry?: string;
} {
  const details = 'bankName' in account ? account : undefined;
  const told = 'accountCountry' in account ? account.accountCountry : undefined;
  const country = details ? accountCountry(details) : told;
  return { rail: railFor(account.currency, details), ...(country && { accountCountry: country }) };
}

/** Everything said of an order's transfers that counts: by banks, by operators, and by the provider of its payments. */
export function transferReports(
  facts: Pick<Facts, 'bankReports' | 'payments'>,
  sent: readonly SentTransfer[],
  { overruled }: Pick<TransferDecisions, 'overruled'>,
): TransferReport[] {
  const reports = Object.keys(facts.bankReports)
    .sort()
    .flatMap((reportId) => facts.bankReports[reportId] ?? []);
  const all = [...reports, ...paymentReports(facts, sent)];
  return all.filter((report) => !overruled.has(report.reportId) && !isRefuted(report, facts, sent));
}

/** What an operator said of a payment that seemed not to have been made, and that the provider shows since, was wrong. */
function isRefuted(report: BankReport | TransferReport, facts: Pick<Facts, 'payments'>, sent: readonly SentTransfer[]) {
  if (report.evidence !== 'operator' || !isBad(report)) return false;
  const transfer = sent.find(({ attempt }) => attempt === report.attempt);
  if (transfer === undefined || !('progress' in transfer) || transfer.progress !== 'unknown') return false;
  return sightingsOf(facts, transfer).some(({ seenAt }) => seenAt > String(report.seenAt));
}

/** A settled payment is the provider's word that the bank has the money. Payments of others are none of this order's. */
function paymentReports({ payments }: Pick<Facts, 'payments'>, sent: readonly SentTransfer[]): TransferReport[] {
  return Object.keys(payments)
    .sort()
    .flatMap((paymentId): TransferReport[] => {
      const { settled, observed } = payments[paymentId] ?? {};
      const seen = settled ?? (isConfirmedPayment(observed?.status) ? observed : undefined);
      const { reference: paymentReference = observed?.reference } = seen ?? {};
      const isOurs = sent.some((transfer) => transfer.paymentReference === paymentReference);
      if (seen === undefined || paymentReference === undefined || !isOurs) return [];
      const { seenAt, amount, currency } = seen;
      const money = { ...(amount && { amount }), ...(currency && { currency }) };
      const said = { reportId: `payment-${paymentId}`, outcome: 'credited', evidence: 'provider' } as const;
      return [{ ...said, paymentReference, occurredAt: seenAt, seenAt, ...money }];
    });
}

/** Whether the provider is known to have taken a payment on. */
export function isKnownPayment(facts: Pick<Facts, 'payments'>, transfer: NamedPayment): boolean {
  return sightingsOf(facts, transfer).length > 0;
}

/** The payment that a transfer was sent with, as the provider has shown it. */
export function paymentOf(facts: Pick<Facts, 'payments'>, transfer: SentTransfer): PaymentSighting | undefined {
  return sightingsOf(facts, transfer)[0];
}

type NamedPayment = Pick<SentTransfer, 'paymentReference'>;

function sightingsOf({ payments }: Pick<Facts, 'payments'>, { paymentReference }: NamedPayment): PaymentSighting[] {
  return Object.values(payments)
    .flatMap(({ settled, observed }) => [settled ?? [], observed ?? []].flat())
    .filter(({ reference }) => reference !== undefined && reference === paymentReference);
}

/** What the verdict on an order's transfers rests on. */
export function transferCase(
  facts: Facts,
  sent: readonly OrderTransfer[],
  decisions: TransferDecisions,
  rail: RailId,
): TransferCase {
  const attemptsThat = (progress: TransferProgress) =>
    new Set(sent.filter((transfer) => progressOf(facts, transfer) === progress).map(({ attempt }) => attempt));
  return {
    sent,
    rail,
    reports: transferReports(facts, sent, decisions),
    answered: decisions.answered,
    unknown: attemptsThat('unknown'),
    missing: attemptsThat('missing'),
    ordered: decisions.ordered,
  };
}

function progressOf(facts: Facts, transfer: OrderTransfer): TransferProgress {
  return transfer.progress === 'unknown' && isKnownPayment(facts, transfer) ? 'sent' : transfer.progress;
}

/** How a transfer stands by the newest word on it, in the words of the status. */
export function transferState(
  facts: Facts,
  transfer: OrderTransfer,
  { fate, reports }: Pick<TransferStanding, 'fate' | 'reports'>,
): TransferState {
  switch (fate) {
    case 'alive':
      return progressOf(facts, transfer);
    case 'credited':
      return 'credited';
    case 'contradictory':
      return 'disputed';
    case 'dead':
      return reports.filter(isBad).some(({ outcome }) => outcome === 'returned') ? 'returned' : 'failed';
  }
}

/** The transfers as the status shows them. */
export function shownTransfers(
  facts: Facts,
  sent: readonly OrderTransfer[],
  decisions: TransferDecisions,
): OfframpTransfer[] {
  const standings = standingsOf({ sent, reports: transferReports(facts, sent, decisions) });
  return sent.map((transfer, index) => {
    const { attempt, paymentReference, amount, currency, submitAt, expected, graceEndsAt } = transfer;
    const standing = standings[index] ?? { fate: 'alive', reports: [], fundsBack: undefined };
    const state = transferState(facts, transfer, standing);
    const reference = paymentReference === undefined ? {} : { paymentReference };
    const words = transferWords(state, standing, graceEndsAt);
    return { attempt, ...reference, state, amount, currency, submitAt, ...(expected && { expected }), ...words };
  });
}

/** What the send guard looks at when `amount` is to be sent as `attempt`. */
export function guardView(
  given: TransferCase,
  wanted: { readonly attempt: number; readonly amount: string },
  known: Pick<SendGuardView, 'currencies' | 'held' | 'customerApproved'> & { readonly limits: SendLimits },
): SendGuardView {
  const earlier = standingsOf(given).filter(({ transfer }) => transfer.attempt < wanted.attempt);
  return {
    ...wanted,
    ...known,
    earlier: earlier.map(({ transfer: { attempt }, fate, fundsBack }) => ({
      attempt,
      fate,
      fundsBack,
      unclear: given.unknown.has(attempt) || given.missing.has(attempt),
    })),
    sentAgain: earlier.filter(({ transfer }) => transfer.attempt > 1).map(({ transfer }) => transfer.amount),
  };
}

/** Whether a question to the send guard is about this transfer, which is about to leave. Anybody may have asked it. */
export function isAskedFor({ attempt, amount, paymentReference }: OrderTransfer, question: unknown): boolean {
  const asked = typeof question === 'object' && question !== null ? (question as Record<string, unknown>) : {};
  return asked.attempt === attempt && asked.amount === amount && asked.paymentReference === paymentReference;
}
