import { amountsEqual, isAmount } from '../banking/money';
import type { BankReport } from '../signals/sightings';
import type { SettlementEvidence } from '../signals/stages';
import type { TransferState } from '../signals/status';
import type { Expectation } from './expectations';
import type { Facts } from './facts';

/** The transfer whose fate bank reports tell. */
export interface AwaitedTransfer {
  readonly attempt: number;
  readonly tradeId: string;
  readonly depositId: string;
  readonly amount: string;
  readonly currency: string;
}

/** The money has arrived, as a bank or an operator says. Anything else that is said needs a person. */
export function transferCredited(transfer: AwaitedTransfer): Expectation<SettlementEvidence> {
  return (facts) => {
    const { about, mismatched } = reportsOn(transfer, facts);
    const confirmed = about.find(isOperatorsCredit);
    if (confirmed) return { value: 'operator', evidence: 'operator' };
    if (mismatched.length > 0) return { attention: 'bank-report-mismatch' };
    if (about.some(({ outcome }) => outcome === 'returned')) return { attention: 'bank-transfer-returned' };
    if (about.some(({ outcome }) => outcome === 'failed')) return { attention: 'bank-transfer-failed' };
    const credited = about.find(({ outcome }) => outcome === 'credited');
    return credited && { value: 'bank-report', evidence: credited.evidence };
  };
}

/**
 * A settled transfer came back, unless an operator has said since that the money arrived after all. `judgedReports` are
 * those that were known when the transfer was settled.
 */
export function transferReturned(transfer: AwaitedTransfer, judgedReports: ReadonlySet<string>): Expectation<never> {
  return (facts) => {
    const { about, mismatched } = reportsOn(transfer, facts);
    const isNew = ({ reportId }: BankReport) => !judgedReports.has(reportId);
    const news = about.filter(isNew);
    if (news.some(({ outcome }) => outcome !== 'credited') && !news.some(isOperatorsCredit)) {
      return { attention: 'bank-transfer-returned' };
    }
    return mismatched.some(isNew) ? { attention: 'bank-report-mismatch' } : undefined;
  };
}

/** How far a transfer has come, by what has been reported of it since it was judged last; as it stood where nothing is. */
export function transferState(
  transfer: AwaitedTransfer,
  before: TransferState,
  judgedReports: ReadonlySet<string>,
  facts: Pick<Facts, 'bankReports'>,
): TransferState {
  const news = reportsOn(transfer, facts).about.filter(({ reportId }) => !judgedReports.has(reportId));
  if (news.some(isOperatorsCredit)) return 'credited';
  const bad = (['returned', 'failed'] as const).find((outcome) => news.some((report) => report.outcome === outcome));
  return bad ?? (news.length > 0 ? 'credited' : before);
}

function isOperatorsCredit({ evidence, outcome }: BankReport): boolean {
  return evidence === 'operator' && outcome === 'credited';
}

function reportsOn(transfer: AwaitedTransfer, { bankReports }: Pick<Facts, 'bankReports'>) {
  const reports = Object.keys(bankReports)
    .sort()
    .flatMap((reportId) => bankReports[reportId] ?? []);
  return {
    about: reports.filter((report) => isAbout(report, transfer)),
    mismatched: reports.filter((report) => !isAbout(report, transfer)),
  };
}

function isAbout(report: BankReport, transfer: AwaitedTransfer): boolean {
  const { attempt = transfer.attempt, tradeId = transfer.tradeId, currency = transfer.currency } = report;
  const { amount = transfer.amount, depositId = transfer.depositId } = report;
  return (
    attempt === transfer.attempt &&
    tradeId === transfer.tradeId &&
    depositId === transfer.depositId &&
    currency === transfer.currency &&
    isAmount(amount) &&
    amountsEqual(amount, transfer.amount)
  );
}
