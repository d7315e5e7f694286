import { mostAttempts, returnClassesOf, type TransferCase } from '../banking/transfer-decision';
import type { AttentionReason } from '../signals/attention-reasons';
import { transferOf, type TransferReport } from '../banking/transfer-reports';
import type { TransferCommandView, TransferEffect } from './transfer-commands';

/** What `retryNow` means where a bank transfer stands still: a refusal, another attempt, or nothing of that kind. */
export function retryOf({ transferVerdict, transferCase }: TransferCommandView): { refusal: string } | TransferEffect {
  if (transferVerdict.verdict === 'send-again') return { ordersAfter: transferVerdict.attempt - 1 };
  if (transferVerdict.verdict !== 'concern') return {};
  const { concern } = transferVerdict;
  const posted = returnClassesOf(transferCase).includes('notification-of-change');
  if (concern === 'bank-report-mismatch') return { overrules: strangersIn(transferCase) };
  if (concern === 'earlier-transfer-reported') return { answers: idsOf(transferCase.reports) };
  if (concern === 'bank-transfer-unclear' && !posted) return { ordersAfter: transferCase.sent.length };
  const refusal = posted ? posting : whatElse[concern];
  return refusal === undefined ? {} : { refusal };
}

const posting =
  'The bank says that the money arrived, under corrected details: confirmBankTransfer once that is certain.';

/** What moves an order on where sending again does not. */
export const whatElse: Readonly<Partial<Record<AttentionReason, string>>> = {
  'bank-transfer-held':
    'For this reason of the bank the money is not sent again: recordDisposition says what becomes of it.',
  'bank-account-refused': 'The bank does not pay to this account: replaceBankAccount gives another one.',
  'funds-not-returned': 'The money is not known to be back: confirmFundsReturned once it is.',
  'resends-used-up': `It has been sent ${mostAttempts} times: recordDisposition says what becomes of the money.`,
  'double-payment': 'Find out which transfer arrived: confirmFundsReturned for the one that did not.',
  'credited-after-failure': 'Find out whether it arrived: confirmBankTransfer or confirmFundsReturned.',
  'earlier-transfer-alive': 'Find out what became of the earlier transfer: confirmFundsReturned for it.',
  'money-not-received': 'Find out where the money is: confirmBankTransfer or confirmFundsReturned.',
};

/** Reports that fit no transfer; whoever says what happened has read them. */
export function strangersIn({ reports, sent }: TransferCase): string[] {
  return idsOf(reports.filter((report) => transferOf(report, sent) === undefined));
}

export function idsOf(reports: readonly TransferReport[]): string[] {
  return reports.map(({ reportId }) => reportId);
}
