import type { ListedOrder, OrderFilter } from '../client';
import { attentionSentence, helpfulCommand } from './attention';
import type { Answer } from './answer';
import { columns, moment, words } from './layout';
import { withOfframps } from './session';
import type { Terminal } from './terminal';

/** The orders that fit, newest first. */
export async function listOrders(
  terminal: Terminal,
  { json: _, ...filter }: OrderFilter & { json?: boolean },
): Promise<Answer> {
  const orders = await withOfframps(terminal, (offramps) => offramps.list(filter));
  return { json: orders, text: listText(orders, filter.limit) };
}

/** The list for people: what needs them first, each with its reason and the command that helps. */
export function listText(orders: readonly ListedOrder[], limit?: number): string {
  if (orders.length === 0) return 'No orders.';
  const waiting = orders.filter(({ needsAttention }) => needsAttention);
  const others = orders.filter(({ needsAttention }) => !needsAttention);
  const head = ['Reference', 'Stage', 'Currency', 'Started', 'Acts next'];
  return [
    ...(waiting.length === 0 ? [] : [`Needs attention (${waiting.length})`, ...waiting.map(attentionEntry), '']),
    ...(others.length === 0 ? [] : [columns([head, ...others.map(row)])]),
    ...(orders.length === limit ? [`These are the newest ${limit}. There may be more: raise --limit.`] : []),
  ]
    .join('\n')
    .trimEnd();
}

function attentionEntry(order: ListedOrder): string {
  const reason = order.attentionReason ?? 'unknown';
  return [
    `  ${[order.reference, words(order.stage ?? ''), order.currency ?? ''].join('  ').trimEnd()}`,
    `    ${attentionSentence(reason)}`,
    `    ${helpfulCommand(reason, order.reference)}`,
  ].join('\n');
}

function row({ reference, stage, currency, startedAt, nextActionAt, running }: ListedOrder): string[] {
  const next = nextActionAt === undefined ? '' : moment(nextActionAt);
  return [reference, words(stage ?? 'not begun'), currency ?? '', moment(startedAt), running ? next : 'ended'];
}
