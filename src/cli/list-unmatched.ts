import type { ListedUnmatched, UnmatchedFilter } from '../client';
import { unmatchedCommandLine } from '../signals/command-line';
import type { Answer } from './answer';
import { attentionFirst } from './attention-list';
import { columns, moment, oneLine } from './layout';
import { withOfframps } from './session';
import type { Terminal } from './terminal';

/** The events that no order is known by, those that need attention first. */
export async function listUnmatched(terminal: Terminal, filter: UnmatchedFilter): Promise<Answer> {
  const unmatched = await withOfframps(terminal, (offramps) => offramps.listUnmatched(filter));
  return { json: unmatched, text: unmatchedText(unmatched, filter.limit) };
}

/** The list for people: what needs them with the commands that help, and what is still being delivered. */
export function unmatchedText(unmatched: readonly ListedUnmatched[], limit?: number): string {
  const head = ['Event', 'Object', 'Since'];
  return attentionFirst(unmatched, limit, {
    none: 'No events without an order.',
    entry: attentionEntry,
    others: (others) => ['An order is still looked for', columns([head, ...others.map(row)])],
  });
}

function attentionEntry({ workflowId, event, object, since }: ListedUnmatched): string {
  return [
    `  ${oneLine([event, object ?? 'names no object', `since ${moment(since)}`].join('  '))}`,
    `    ${oneLine(unmatchedCommandLine('assign', workflowId))}`,
    `    ${oneLine(unmatchedCommandLine('dismiss', workflowId))}`,
  ].join('\n');
}

function row({ event, object, since }: ListedUnmatched): string[] {
  return [event, object ?? 'names none', moment(since)];
}
