import type { Journey } from './journey';
import type { OrderTransfer } from './order-transfers';
import type { TransferEffect } from './transfer-commands';

/**
 * Changes what an order has decided about its transfers as a command says. `weighed` are the reports that had come when it
 * was given: what came later nobody has weighed, so that no word outweighs it.
 */
export function applyTransferEffect(journey: Journey, effect: TransferEffect, weighed: ReadonlySet<string>): void {
  const { overrules = [], answers = [], ordersAfter, callsOff = false, missing, account, outside } = effect;
  const { overruled, answered, ordered } = journey.transferDecisions;
  const standing = callsOff ? undefined : ordered;
  const order = ordersAfter === undefined ? standing : { after: ordersAfter, knowing: weighed };
  journey.transferDecisions = {
    overruled: new Set([...overruled, ...overrules.filter((reportId) => weighed.has(reportId))]),
    answered: new Set([...answered, ...answers.filter((reportId) => weighed.has(reportId))]),
    ...(order && { ordered: order }),
  };
  if (ordersAfter !== undefined) journey.resendKnownAt = journey.now();
  if (account !== undefined) journey.replacementAccount = account;
  if (outside !== undefined) addTransfer(journey, outside);
  if (missing !== undefined) markMissing(journey, missing);
}

/** Reports that name no transfer mean those that were there before. */
function addTransfer(journey: Journey, outside: OrderTransfer): void {
  journey.nameReports();
  journey.sentTransfers = [...journey.sentTransfers, outside];
}

function markMissing(journey: Journey, missing: number): void {
  journey.sentTransfers = journey.sentTransfers.map((transfer) =>
    transfer.attempt === missing ? { ...transfer, progress: 'missing' } : transfer,
  );
}
