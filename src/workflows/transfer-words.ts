import { creditOf, type TransferStanding } from '../banking/transfer-decision';
import { isBad, type TransferReport } from '../banking/transfer-reports';
import type { SettlementEvidence } from '../signals/stages';
import type { OfframpTransfer, TransferState, TransferWord } from '../signals/status';

/** By whose word a transfer has arrived, failed or come back: of several that say the same, the one that counts. */
export function transferWords(
  state: TransferState,
  { reports, fundsBack }: Pick<TransferStanding, 'reports' | 'fundsBack'>,
  graceEndsAt: string | undefined,
): Pick<OfframpTransfer, 'arrived' | 'failed'> {
  const credit = creditOf(reports);
  const failure = newest(reports.filter(isBad));
  const code = newest(reports.filter((report) => isBad(report) && report.code !== undefined))?.code;
  const silence = { evidence: 'window-elapsed', ...(graceEndsAt && { reportedAt: graceEndsAt }) } as const;
  const arrived = credit ? wordOf(credit) : state === 'presumed-credited' ? silence : undefined;
  return {
    ...(arrived && { arrived }),
    ...(failure && { failed: { ...wordOf(failure), ...(code && { code }), ...(fundsBack && { fundsBack }) } }),
  };
}

/** Whose word it rests on that money has arrived, or has not. */
export function settlementEvidence(evidence: string): SettlementEvidence {
  return evidence === 'operator' || evidence === 'provider' ? evidence : 'bank-report';
}

function wordOf({ evidence, occurredAt, seenAt }: TransferReport): TransferWord {
  return {
    evidence: settlementEvidence(evidence),
    ...(occurredAt && { occurredAt }),
    ...(seenAt && { reportedAt: seenAt }),
  };
}

/** The one that was heard last; the same one, in whatever order they stand. */
function newest(reports: readonly TransferReport[]): TransferReport | undefined {
  const key = ({ seenAt = '', reportId }: TransferReport) => `${seenAt} ${reportId}`;
  return [...reports].sort((one, other) => (key(one) < key(other) ? -1 : 1)).at(-1);
}
