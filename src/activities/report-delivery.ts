import { WorkflowNotFoundError, type WorkflowExecutionStatusName } from '@temporalio/client';
import { deliver, signalOrder } from '../client/deliver';
import { allOrders } from '../client/order-search';
import { startOnce } from '../client/start-once';
import { laterReturnReference, type LaterReturn, type TransferRecord } from '../signals/later-return';
import { workflowIdOf } from '../signals/offramp-order';
import { providerKey } from '../signals/provider-ids';
import { initialAttributes } from '../signals/initial-attributes';
import type { BankReport } from '../signals/sightings';
import type { OfframpResult, OfframpTransfer } from '../signals/status';
import type { UnmatchedWebhook, UnmatchedWebhookResult } from '../signals/unmatched-webhook';
import type { DeliveryDependencies } from './delivery';
import { notYet } from './failures';

/** A bank sends the money of one order back very few times. */
const mostReturns = 99;

/**
 * Finds who should hear a bank's report that no running order has taken in. One that says of an order which has ended
 * that its money came back starts another order, which carries that one's attempts on (DESIGN section 6).
 */
export function createReportDelivery({
  client,
  findOrders,
  taskQueue,
}: Pick<DeliveryDependencies, 'client' | 'findOrders' | 'taskQueue'>) {
  async function deliverReport(event: UnmatchedWebhook): Promise<UnmatchedWebhookResult> {
    const { signal, workflowId: named, declinedBy } = event;
    if (named !== undefined) {
      // An order that has declined it is about to end, and would only decline it again.
      if (named !== declinedBy && (await signalOrder(client, named, signal.name, signal.payload))) {
        return delivered(named);
      }
    } else {
      const delivery = await deliver(client, event, { find: findOrders });
      if (delivery.to === 'orders') return delivered(...delivery.workflowIds);
    }
    const ended = named ?? (await allOrders(client, event.keys))[0]?.workflowId;
    if (ended === undefined) throw notYet('NoOrderYet', 'No order is known by this report.');
    return deliverToEnded(ended, signal.payload as BankReport, declinedBy);
  }

  async function deliverToEnded(
    workflowId: string,
    report: BankReport,
    declinedBy: string | undefined,
  ): Promise<UnmatchedWebhookResult> {
    const reference = workflowId.replace(/^offramp-/, '').replace(/:return:\d+$/, '');
    let last = workflowIdOf(reference);
    for (let count = 1; count <= mostReturns; count += 1) {
      const next = laterReturnReference(reference, count);
      const nextId = workflowIdOf(next);
      if (nextId !== declinedBy && (await signalOrder(client, nextId, 'bankTransferReported', report))) {
        return delivered(nextId);
      }
      if ((await statusOf(nextId)) !== undefined) {
        last = nextId;
        continue;
      }
      const { record, transfers } = await resultOf(last);
      if (isKnown(record, report) || isNoNews(transfers, report)) return { outcome: 'known', workflowIds: [last] };
      if (await start({ reference: next, report, record })) return { outcome: 'later-return', workflowIds: [nextId] };
      throw notYet('NoOrderYet', 'Another report has just made an order of this return.');
    }
    throw notYet('NoOrderYet', `More than ${mostReturns} returns to one order cannot be right.`);
  }

  /** How far a workflow has come; `undefined` if there is no such workflow. */
  async function statusOf(workflowId: string): Promise<WorkflowExecutionStatusName | undefined> {
    try {
      return (await client.workflow.getHandle(workflowId).describe()).status.name;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return undefined;
      throw error;
    }
  }

  /** What an order that has ended left behind; a retryable failure where there is nothing to carry on. */
  async function resultOf(workflowId: string): Promise<OfframpResult & { readonly record: TransferRecord }> {
    const hasCompleted = (await statusOf(workflowId)) === 'COMPLETED';
    const handle = client.workflow.getHandle<() => Promise<OfframpResult>>(workflowId);
    const result = hasCompleted ? await handle.result() : undefined;
    if (result?.record === undefined) {
      throw notYet('NoOrderYet', 'The order that it names is not known, or has had no bank transfer.');
    }
    return { ...result, record: result.record };
  }

  async function start(later: LaterReturn): Promise<boolean> {
    const { ids, payoutAccount } = later.record;
    const byTrade = ids.tradeId === undefined ? [] : [providerKey('trade', ids.tradeId)];
    const byDeposit = ids.depositId === undefined ? [] : [providerKey('deposit', ids.depositId)];
    return startOnce(client, 'laterReturn', {
      workflowId: workflowIdOf(later.reference),
      taskQueue,
      args: [later],
      typedSearchAttributes: initialAttributes({
        stage: 'awaiting-bank-transfer',
        currency: payoutAccount.currency,
        keys: [...byTrade, ...byDeposit],
      }),
      staticSummary: `A return of ${payoutAccount.currency} after the order had ended`,
    });
  }

  return { deliverReport };
}

function delivered(...workflowIds: string[]): UnmatchedWebhookResult {
  return { outcome: 'delivered', workflowIds };
}

/** Whether an order had taken a report in before it ended, and all that it says for the worse and of money that is back. */
function isKnown({ facts, answered }: TransferRecord, { reportId, outcome, fundsReturned }: BankReport): boolean {
  const reports = 'bankReports' in facts ? facts.bankReports : undefined;
  const known = isRecord(reports) && Object.hasOwn(reports, reportId) ? reports[reportId] : undefined;
  if (!isRecord(known) || (outcome !== 'credited' && known.outcome === 'credited')) return false;
  return fundsReturned !== true || known.fundsReturned === true || answered.includes(reportId);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** That money arrived is no news of a transfer that is known, or was taken, to have arrived. */
function isNoNews(transfers: readonly OfframpTransfer[], { outcome, attempt }: BankReport): boolean {
  const named = transfers.filter((transfer) => attempt === undefined || transfer.attempt === attempt);
  const arrived = named.filter(({ state }) => state === 'credited' || state === 'presumed-credited');
  return outcome === 'credited' && named.length === 1 && arrived.length === 1;
}
