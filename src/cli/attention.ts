import { attentionReasons, type AttentionReason } from '../signals/attention-reasons';
import type { CommandName } from '../signals/operator-commands';
import { words } from './layout';
import { kebabCase } from './operator-commands';

/** What helps where asking the provider again does not. */
const commandsThatHelp: Readonly<Partial<Record<AttentionReason, CommandName>>> = {
  'deposit-rejected': 'closeOfframp',
  'trade-canceled': 'closeOfframp',
  'second-deposit': 'closeOfframp',
  'bank-transfer-failed': 'confirmBankTransfer',
  'bank-transfer-returned': 'confirmBankTransfer',
  'bank-report-mismatch': 'confirmBankTransfer',
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
  const outcome = name === 'closeOfframp' ? ' --outcome refunded' : '';
  return `${commandPrefix} ${kebabCase(name)} ${reference}${outcome} --operator <you> --reason <why>`;
}

function isKnown(reason: string): reason is AttentionReason {
  return Object.hasOwn(attentionReasons, reason);
}
