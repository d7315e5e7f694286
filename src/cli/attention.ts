import { attentionReasons, type AttentionReason } from '../signals/attention-reasons';
import { commandLine } from '../signals/command-line';
import type { CommandName } from '../signals/operator-commands';
import { words } from './layout';

/** What helps where asking the provider again does not. */
const commandsThatHelp: Readonly<Partial<Record<AttentionReason, CommandName>>> = {
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

/** The sentence for a reason; of one that this version does not know, its words. */
export function attentionSentence(reason: string): string {
  return isKnown(reason) ? attentionReasons[reason] : `Because of: ${words(reason)}.`;
}

/** The command to type first when an order needs attention for this reason. */
export function helpfulCommand(reason: string, reference: string): string {
  const name = (isKnown(reason) ? commandsThatHelp[reason] : undefined) ?? 'retryNow';
  return commandLine(name, reference);
}

function isKnown(reason: string): reason is AttentionReason {
  return Object.hasOwn(attentionReasons, reason);
}
