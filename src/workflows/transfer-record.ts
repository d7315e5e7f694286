import type { TransferRecord } from '../signals/later-return';
import type { Facts } from './facts';
import type { OrderState } from './order-state';
import type { OrderTransfer } from './order-transfers';

/** What the order that has ended knew of its transfers. */
export function transferRecord(order: OrderState): TransferRecord | undefined {
  const { sentTransfers, payoutAccount, ids, amounts, facts, transferDecisions } = order;
  if (sentTransfers.length === 0) return undefined;
  const { overruled, answered } = transferDecisions;
  const { source } = order.order;
  return {
    ...{ source, payoutAccount, ids, amounts, facts, sentTransfers },
    ...{ overruled: [...overruled], answered: [...answered] },
  };
}

/** Takes up an order where another one left off. */
export function takeOver(journey: OrderState, record: TransferRecord): void {
  const { ids, amounts, overruled, answered } = record;
  // Both were written by `transferRecord`, by an order of this very kind.
  journey.facts = record.facts as Facts;
  journey.sentTransfers = record.sentTransfers as readonly OrderTransfer[];
  journey.transferDecisions = { overruled: new Set(overruled), answered: new Set(answered) };
  journey.amounts = amounts;
  journey.ids = ids;
  if (ids.tradeId !== undefined) journey.know('trade', ids.tradeId);
  if (ids.depositId !== undefined) journey.know('deposit', ids.depositId);
  for (const { paymentReference } of journey.sentTransfers) {
    if (paymentReference !== undefined) journey.know('payment', paymentReference);
  }
}
