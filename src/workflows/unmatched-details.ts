import { unmatchedCommandLine } from '../signals/command-line';
import type { UnmatchedWebhook, UnmatchedWebhookResult } from '../signals/unmatched-webhook';

interface UnmatchedView {
  readonly workflowId: string;
  readonly unmatched: UnmatchedWebhook;
  readonly since: string;
  readonly needsAttention: boolean;
  /** What operators did, in words. */
  readonly told: readonly string[];
  readonly result?: UnmatchedWebhookResult;
}

/** The story of an unmatched event in Markdown, as Temporal UI shows it. */
export function unmatchedDetails({
  workflowId,
  unmatched,
  since,
  needsAttention,
  told,
  result,
}: UnmatchedView): string {
  const { signal, objectKey, workflowId: named } = unmatched;
  const about = named ?? objectKey ?? 'an object that it does not name';
  return [
    `**${signal.name}** of \`${about}\`, received ${since.slice(0, 19).replace('T', ' ')} UTC.`,
    standing(workflowId, needsAttention, result),
    ...(told.length > 0 ? [told.map((line) => `- ${line.replace(/[\r\n|<>`]+/g, ' ').slice(0, 400)}`).join('\n')] : []),
  ].join('\n\n');
}

function standing(workflowId: string, needsAttention: boolean, result: UnmatchedWebhookResult | undefined): string {
  if (result) return `### ${result.outcome}: ${result.workflowIds.join(', ') || 'no order'}`;
  if (!needsAttention) return 'No order is known by it yet. Delivery is tried again and again for a day.';
  return [
    '### Needs attention: no order is known by it',
    'Send an Update: `assign {"reference", "operator", "reason"}` hands it to an order; `dismiss {"operator", "reason"}` ends this. Or type:',
    ['```', unmatchedCommandLine('assign', workflowId), unmatchedCommandLine('dismiss', workflowId), '```'].join('\n'),
  ].join('\n\n');
}
