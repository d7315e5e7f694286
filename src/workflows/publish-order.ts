import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import {
  coinutIdsKey,
  offrampAttentionReasonKey,
  offrampCurrencyKey,
  offrampNeedsAttentionKey,
  offrampNextActionAtKey,
  offrampStageKey,
} from '../signals/search-attributes';
import type { Journey } from './journey';
import { orderDetails } from './order-details';

/**
 * Makes an order's state visible: current details (free), and search attributes. An upsert is an event in the history,
 * so only what has changed is written, and only where the order is about to wait.
 */
export function publishOrder(journey: Journey): void {
  journey.notices?.tell(journey);
  setCurrentDetails(orderDetails(journey, journey.now()));
  const published = workflowInfo().typedSearchAttributes;
  const changes: SearchAttributeUpdatePair[] = [];

  if (published.get(offrampStageKey) !== journey.stage) changes.push({ key: offrampStageKey, value: journey.stage });
  const currency = journey.order.bankAccount.currency;
  if (published.get(offrampCurrencyKey) !== currency) changes.push({ key: offrampCurrencyKey, value: currency });
  const needsAttention = journey.attention !== undefined;
  if (published.get(offrampNeedsAttentionKey) !== needsAttention) {
    changes.push({ key: offrampNeedsAttentionKey, value: needsAttention });
  }
  const reason = journey.attention?.reason ?? null;
  if ((published.get(offrampAttentionReasonKey) ?? null) !== reason) {
    changes.push({ key: offrampAttentionReasonKey, value: reason });
  }
  const nextActionAt = journey.nextActionAt === undefined ? null : new Date(journey.nextActionAt);
  if ((published.get(offrampNextActionAtKey)?.getTime() ?? null) !== (nextActionAt?.getTime() ?? null)) {
    changes.push({ key: offrampNextActionAtKey, value: nextActionAt });
  }
  const known = published.get(coinutIdsKey) ?? [];
  if (known.join() !== journey.keys.join()) changes.push({ key: coinutIdsKey, value: [...journey.keys] });

  // Nobody looks for the next action of an order that has ended, so that alone is not worth an event.
  const worthAnEvent = changes.some(({ key }) => !journey.ended || key.name !== offrampNextActionAtKey.name);
  if (worthAnEvent) upsertSearchAttributes(changes);
}
