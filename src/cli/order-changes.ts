import type { OfframpStatus } from '../signals/status';
import { attentionSentence, helpfulCommandLine } from './attention';
import { moment, words } from './layout';
import { addressLine, outcomeText, transferLine } from './order-text';

/**
 * What has happened to an order between two looks at it, a line per change. What carries no time of its own gets that
 * of the look, `seenAt`.
 */
export function orderChanges(before: OfframpStatus | undefined, after: OfframpStatus, seenAt: Date): string[] {
  const seen = moment(seenAt.toISOString());
  return [
    ...after.transitions
      .slice(before?.transitions.length ?? 0)
      .map(({ stage, at, evidence }) => `${moment(at)}  ${words(stage)} (${words(evidence)})`),
    ...addressChange(before, after).map((text) => `${seen}  ${text}`),
    ...transferChanges(before, after).map((text) => `${seen}  ${text}`),
    ...attentionChange(before, after, seen),
    ...(after.outcome === before?.outcome ? [] : [`${seen}  ${outcomeText(after) ?? 'open again'}`]),
  ];
}

function addressChange(before: OfframpStatus | undefined, { depositAddress }: OfframpStatus): string[] {
  if (depositAddress === undefined || depositAddress.address === before?.depositAddress?.address) return [];
  return [`deposit address ${addressLine(depositAddress)}`];
}

function transferChanges(before: OfframpStatus | undefined, { transfers }: OfframpStatus): string[] {
  return transfers
    .filter(({ attempt, state }) => before?.transfers.find((known) => known.attempt === attempt)?.state !== state)
    .map((transfer) => `transfer ${transfer.attempt} ${transferLine(transfer)}`);
}

function attentionChange(before: OfframpStatus | undefined, after: OfframpStatus, seen: string): string[] {
  const { needsAttention, reference } = after;
  if (needsAttention?.reason === before?.needsAttention?.reason) return [];
  if (needsAttention === undefined) return [`${seen}  needs no attention any more`];
  const { reason, since } = needsAttention;
  return [
    `${moment(since)}  needs attention: ${attentionSentence(reason)}`,
    `  ${helpfulCommandLine(reason, reference)}`,
  ];
}
