import type { ListedOrder } from '../client';
import { overdue } from '../signals/attention-reasons';
import { attentionSentence, helpfulCommandLine } from './attention';
import type { Answer } from './answer';
import { attentionFirst } from './attention-list';
import { columns, moment, words } from './layout';
import { orderFilter, type FilterOptions } from './order-filter';
import { withOfframps } from './session';
import type { Terminal } from './terminal';

/** The orders that fit, newest first. */
export async function listOrders(
  terminal: Terminal,
  { json: _, ...options }: FilterOptions & { json?: boolean },
): Promise<Answer> {
  const filter = orderFilter(terminal, options);
  const orders = await withOfframps(terminal, (offramps) => offramps.list(filter));
  return { json: orders, text: listText(orders, filter.limit) };
}

/** The list for people: what needs them first, each with its reason and the command that helps. */
export function listText(orders: readonly ListedOrder[], limit?: number): string {
  const head = ['Reference', 'Stage', 'Currency', 'Started', 'Acts next'];
  return attentionFirst(orders, limit, {
    none: 'No orders.',
    entry: attentionEntry,
    others: (others) => [columns([head, ...others.map(row)])],
  });
}

function attentionEntry(order: ListedOrder): string {
  const reason = order.attentionReason ?? 'unknown';
  return [
    `  ${[order.reference, words(order.stage ?? ''), order.currency ?? ''].join('  ').trimEnd()}`,
    `    ${attentionSentence(reason)}`,
    `    ${helpfulCommandLine(reason, order.reference)}`,
  ].join('\n');
}

function row({ reference, stage, currency, startedAt, nextActionAt, running, attentionReason }: ListedOrder): string[] {
  const late = attentionReason === overdue ? ', overdue' : '';
  const next = nextActionAt === undefined ? '' : moment(nextActionAt);
  return [reference, words(stage ?? 'not begun') + late, currency ?? '', moment(startedAt), running ? next : 'ended'];
}
