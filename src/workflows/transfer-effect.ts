import type { OrderState } from './order-state';
import type { OrderTransfer } from './order-transfers';
import type { TransferEffect } from './transfer-commands';

/** An order with the workflow's clock. */
type ClockedOrder = OrderState & { now(): number };

/**
 * Changes what an order has decided about its transfers as a command says. `weighed` are the reports that had come when it
 * was given: what came later nobody has weighed, so that no word outweighs it.
 */
export function applyTransferEffect(order: ClockedOrder, effect: TransferEffect, weighed: ReadonlySet<string>): void {
  const { overrules = [], answers = [], ordersAfter, callsOff = false, missing, account, outside } = effect;
  const { overruled, answered, ordered } = order.transferDecisions;
  const standing = callsOff ? undefined : ordered;
  const resend = ordersAfter === undefined ? standing : { after: ordersAfter, knowing: weighed };
  order.transferDecisions = {
    overruled: new Set([...overruled, ...overrules.filter((reportId) => weighed.has(reportId))]),
    answered: new Set([...answered, ...answers.filter((reportId) => weighed.has(reportId))]),
    ...(resend && { ordered: resend }),
  };
  if (ordersAfter !== undefined) order.resendKnownAt = order.now();
  if (account !== undefined) order.replacementAccount = account;
  if (outside !== undefined) addTransfer(order, outside);
  if (missing !== undefined) markMissing(order, missing);
}

/** Reports that name no transfer mean those that were there before. */
function addTransfer(order: ClockedOrder, outside: OrderTransfer): void {
  order.nameReports();
  order.sentTransfers = [...order.sentTransfers, outside];
}

function markMissing(order: ClockedOrder, missing: number): void {
  order.sentTransfers = order.sentTransfers.map((transfer) =>
    transfer.attempt === missing ? { ...transfer, progress: 'missing' } : transfer,
  );
}
