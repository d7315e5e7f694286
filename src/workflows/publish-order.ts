import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { log, setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { overdue } from '../signals/attention-reasons';
import {
  coinutIdsKey,
  offrampAttentionReasonKey,
  offrampCurrencyKey,
  offrampNeedsAttentionKey,
  offrampNextActionAtKey,
  offrampStageKey,
} from '../signals/search-attributes';
import { orderDetails } from './order-details';
import type { OrderState } from './order-state';

/**
 * Makes an order's state visible: current details (free), and search attributes. An upsert is an event in the history,
 * so only what has changed is written, and only where the order is about to wait.
 */
export function publishOrder(order: OrderState, now: number): void {
  order.notices?.tell(order);
  setCurrentDetails(detailsOf(order, now));
  const published = workflowInfo().typedSearchAttributes;
  const changes: SearchAttributeUpdatePair[] = [];

  if (published.get(offrampStageKey) !== order.stage) changes.push({ key: offrampStageKey, value: order.stage });
  const currency = order.order.bankAccount.currency;
  if (published.get(offrampCurrencyKey) !== currency) changes.push({ key: offrampCurrencyKey, value: currency });
  const needsAttention = order.attention !== undefined;
  if (published.get(offrampNeedsAttentionKey) !== needsAttention) {
    changes.push({ key: offrampNeedsAttentionKey, value: needsAttention });
  }
  const reason = order.attention?.reason ?? (order.overdueSince !== undefined && !order.ended ? overdue : null);
  if ((published.get(offrampAttentionReasonKey) ?? null) !== reason) {
    changes.push({ key: offrampAttentionReasonKey, value: reason });
  }
  const nextActionAt = order.nextActionAt === undefined ? null : new Date(order.nextActionAt);
  if ((published.get(offrampNextActionAtKey)?.getTime() ?? null) !== (nextActionAt?.getTime() ?? null)) {
    changes.push({ key: offrampNextActionAtKey, value: nextActionAt });
  }
  const known = published.get(coinutIdsKey) ?? [];
  if (known.join() !== order.keys.join()) changes.push({ key: coinutIdsKey, value: [...order.keys] });

  // Nobody looks for the next action of an order that has ended, so that alone is not worth an event.
  const worthAnEvent = changes.some(({ key }) => !order.ended || key.name !== offrampNextActionAtKey.name);
  if (worthAnEvent) upsertSearchAttributes(changes);
}

/** An order that cannot be described goes on all the same: telling must never hold up money. */
function detailsOf(order: OrderState, now: number): string {
  try {
    return orderDetails(order, now);
  } catch (error) {
    log.error('The details of an order could not be written', { error });
    return `**${order.stage}**\n\nIts details could not be written, which is a bug; \`offramp status\` tells how it stands.`;
  }
}
