import { attentionReasons, type AttentionReason } from '../signals/attention-reasons';
import type { CommandName } from '../signals/operator-commands';
import { words } from './layout';
import { kebabCase } from './operator-commands';

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

const furtherOptions: Readonly<Partial<Record<CommandName, string>>> = {
  replaceBankAccount: ' --account <file.json>',
  recordRefund: ' --amount <amount> --currency <code> --transaction-id <id>',
  recordDisposition: ' --amount <amount> --currency <code> --destination <where>',
};

/** How a command of ours is typed, from the project's folder. */
export const commandPrefix = 'npm run -s offramp --';

/** The sentence for a reason; of one that this version does not know, its words. */
export function attentionSentence(reason: string): string {
  return isKnown(reason) ? attentionReasons[reason] : `Because of: ${words(reason)}.`;
}

/** The command to type first when an order needs attention for this reason. */
export function helpfulCommand(reason: string, reference: string): string {
  const name = (isKnown(reason) ? commandsThatHelp[reason] : undefined) ?? 'retryNow';
  return `${commandPrefix} ${kebabCase(name)} ${reference}${furtherOptions[name] ?? ''} --operator <you> --reason <why>`;
}

function isKnown(reason: string): reason is AttentionReason {
  return Object.hasOwn(attentionReasons, reason);
}
