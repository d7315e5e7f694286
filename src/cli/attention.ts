import { attentionReasons, type AttentionReason } from '../signals/attention-reasons';
import { commandLine } from '../signals/command-line';
import { helpfulCommand } from '../signals/helpful-commands';
import { words } from './layout';

/** The sentence for a reason; of one that this version does not know, its words. */
export function attentionSentence(reason: string): string {
  return isKnown(reason) ? attentionReasons[reason] : `Because of: ${words(reason)}.`;
}

/** What to type first when an order needs attention for this reason. */
export function helpfulCommandLine(reason: string, reference: string): string {
  return commandLine(isKnown(reason) ? helpfulCommand(reason) : 'retryNow', reference);
}

function isKnown(reason: string): reason is AttentionReason {
  return Object.hasOwn(attentionReasons, reason);
}
