import type { AttentionReason } from './attention-reasons';
import type { CommandName } from './operator-commands';

/** What moves an order on where trying again, or asking the provider again, does not. */
const helpfulCommands: Readonly<Partial<Record<AttentionReason, CommandName>>> = {
  'deposit-rejected': 'recordRefund',
  'deposit-wrong-currency': 'recordRefund',
  'deposit-wrong-network': 'recordRefund',
  'deposit-below-minimum': 'recordRefund',
  'deposit-above-maximum': 'recordRefund',
  'trade-canceled': 'recordRefund',
  'several-trades': 'recordDisposition',
  'money-unaccounted': 'recordDisposition',
  'bank-transfer-held': 'recordDisposition',
  'funds-not-returned': 'confirmFundsReturned',
  'bank-account-refused': 'replaceBankAccount',
  'resends-used-up': 'recordDisposition',
  'resend-above-limit': 'recordDisposition',
  'resend-unsupported': 'confirmBankTransfer',
  'earlier-transfer-alive': 'confirmFundsReturned',
  'earlier-transfer-reported': 'confirmFundsReturned',
  'credited-after-failure': 'confirmBankTransfer',
  'money-not-received': 'confirmFundsReturned',
  'payment-not-confirmed': 'confirmBankTransfer',
  'double-payment': 'confirmFundsReturned',
  'bank-report-mismatch': 'confirmBankTransfer',
};

/** The command to think of first when an order needs attention for this reason. */
export function helpfulCommand(reason: AttentionReason): CommandName {
  return helpfulCommands[reason] ?? 'retryNow';
}
