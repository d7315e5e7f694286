import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { allOrders, deliver, signalOrder } from '../client/deliver';
import { startOnce } from '../client/start-once';
import { laterReturnReference, type LaterReturn, type TransferRecord } from '../signals/later-return';
import { workflowIdOf } from '../signals/offramp-order';
import { providerKey } from '../signals/provider-ids';
import {
  coinutIdsKey,
  offrampCurrencyKey,
  offrampNeedsAttentionKey,
  offrampStageKey,
} from '../signals/search-attributes';
import type { BankReport } from '../signals/sightings';
import type { OfframpResult } from '../signals/status';
import type { UnmatchedWebhook, UnmatchedWebhookResult } from '../signals/unmatched-webhook';
import { notYet } from './failures';

/** A bank sends the money of one order back very few times. */
const mostReturns = 99;

/**
 * Finds who should hear a bank's report that no running order has taken in. One that says of an order which has ended
 * that its money came back starts another order, which carries that one's attempts on (DESIGN section 6).
 */
export function createReportDelivery({ client, taskQueue }: { readonly client: Client; readonly taskQueue: string }) {
  async function deliverReport(event: UnmatchedWebhook): Promise<UnmatchedWebhookResult> {
    const { signal, workflowId: named } = event;
    if (named !== undefined) {
      if (await signalOrder(client, named, signal.name, signal.payload)) return delivered(named);
    } else {
      const delivery = await deliver(client, event);
      if (delivery.to === 'orders') return delivered(...delivery.workflowIds);
    }
    const ended = named ?? (await allOrders(client, event.keys))[0]?.workflowId;
    if (ended === undefined) throw notYet('NoOrderYet', 'No order is known by this report.');
    return deliverToEnded(ended, signal.payload as BankReport);
  }

  async function deliverToEnded(workflowId: string, report: BankReport): Promise<UnmatchedWebhookResult> {
    const reference = workflowId.replace(/^offramp-/, '').replace(/:return:\d+$/, '');
    let last = workflowIdOf(reference);
    for (let count = 1; count <= mostReturns; count += 1) {
      const record = await recordOf(last);
      if (report.outcome === 'credited' || isKnown(record, report)) return { outcome: 'known', workflowIds: [last] };
      const next = laterReturnReference(reference, count);
      const started = await start({ reference: next, report, record });
      last = workflowIdOf(next);
      if (started) return { outcome: 'later-return', workflowIds: [last] };
      if (await signalOrder(client, last, 'bankTransferReported', report)) return delivered(last);
    }
    throw notYet('NoOrderYet', `More than ${mostReturns} returns to one order cannot be right.`);
  }

  /** What an order that has ended knew of its transfers; a retryable failure where there is nothing to carry on. */
  async function recordOf(workflowId: string): Promise<TransferRecord> {
    const result = await resultOf(workflowId);
    if (result?.record === undefined) {
      throw notYet('NoOrderYet', 'The order that it names is not known, or has had no bank transfer.');
    }
    return result.record;
  }

  async function resultOf(workflowId: string): Promise<OfframpResult | undefined> {
    const handle = client.workflow.getHandle(workflowId);
    try {
      const { status } = await handle.describe();
      return status.name === 'COMPLETED' ? ((await handle.result()) as OfframpResult) : undefined;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return undefined;
      throw error;
    }
  }

  async function start(later: LaterReturn): Promise<boolean> {
    const { ids, payoutAccount } = later.record;
    const byTrade = ids.tradeId === undefined ? [] : [providerKey('trade', ids.tradeId)];
    const byDeposit = ids.depositId === undefined ? [] : [providerKey('deposit', ids.depositId)];
    return startOnce(client, 'laterReturn', {
      workflowId: workflowIdOf(later.reference),
      taskQueue,
      args: [later],
      typedSearchAttributes: new TypedSearchAttributes([
        { key: coinutIdsKey, value: [...byTrade, ...byDeposit] },
        { key: offrampStageKey, value: 'awaiting-bank-transfer' },
        { key: offrampCurrencyKey, value: payoutAccount.currency },
        { key: offrampNeedsAttentionKey, value: false },
      ]),
      staticSummary: `A return of ${payoutAccount.currency} after the order had ended`,
    });
  }

  return { deliverReport };
}

function delivered(...workflowIds: string[]): UnmatchedWebhookResult {
  return { outcome: 'delivered', workflowIds };
}

/** Whether an order had taken the very same report in before it ended. */
function isKnown({ facts }: TransferRecord, { reportId }: BankReport): boolean {
  const reports = 'bankReports' in facts ? facts.bankReports : undefined;
  return typeof reports === 'object' && reports !== null && Object.hasOwn(reports, reportId);
}
