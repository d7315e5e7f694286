import type { FoundOrder } from '../client/order-search';
import { isCanceledTrade } from '../signals/money-status';
import { offrampStages, type OfframpStage } from '../signals/stages';
import type { ProviderSignal } from '../signals/provider-events';

/** The last stage at which an order can still learn something from an event; at any stage from those that are missing. */
const usefulUntil: Partial<Record<ProviderSignal['name'], OfframpStage>> = {
  customerApproved: 'awaiting-customer-approval',
  depositReceived: 'confirming-deposit',
  depositApproved: 'confirming-deposit',
  tradeCreated: 'awaiting-trade',
  tradeSettled: 'awaiting-trade-settlement',
};

/**
 * Whether an order may not know yet what an object has come to, by the stage at which Temporal lists it. Mostly its
 * webhook has told it already, and another signal would only lengthen its history.
 */
export function mayNotKnow({ stage, keys }: FoundOrder, { name, payload }: ProviderSignal, objectKey: string): boolean {
  const last = usefulUntil[name];
  // Of a cancellation there is no event.
  const canceled = name === 'tradeCreated' && isCanceledTrade(payload.status);
  const at = offrampStages.findIndex((known) => known === stage);
  if (last === undefined || canceled || at < 0 || !keys.includes(objectKey)) return true;
  return at <= offrampStages.indexOf(last);
}
