import type { OfframpIds, OfframpReceipts } from '../signals/status';
import type { Facts } from './facts';
import { depositOf } from './known-objects';

/** When the deposit of an order and its trade were heard of; `undefined` while there is no deposit. */
export function receiptsOf(facts: Facts, { depositId, tradeId }: OfframpIds): OfframpReceipts | undefined {
  const deposit = depositId === undefined ? undefined : depositOf(facts, depositId);
  if (deposit === undefined) return undefined;
  const { seenAt: reportedAt, depositedAt, transactionId } = deposit;
  const settled = tradeId === undefined ? undefined : facts.trades[tradeId]?.settled;
  return {
    deposit: { reportedAt, ...(depositedAt && { depositedAt }), ...(transactionId && { transactionId }) },
    ...(settled && { trade: { reportedAt: settled.seenAt } }),
  };
}
