import { createHash } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { initialAttributes } from '../signals/initial-attributes';
import { checkOfframpOrder, workflowIdOf, type OfframpOrder } from '../signals/offramp-order';
import type { OfframpStatus } from '../signals/status';
import { InvalidOrder, ReferenceTaken } from './errors';
import { startOnce } from './start-once';

/** How long an order that was started before may take to say how it stands. */
const statusDeadlineMs = 2_000;

export interface OrderStartDependencies {
  readonly client: Client;
  readonly taskQueue: string;
  readonly statusWithin: (reference: string, deadlineMs: number) => Promise<OfframpStatus>;
}

/** Throws {@link InvalidOrder}, which names every field that is wrong. */
export function checkedOrder(input: unknown, offered: { readonly enableMatic: boolean }): OfframpOrder {
  const checked = checkOfframpOrder(input, offered);
  if (!checked.ok) throw new InvalidOrder(checked.problems);
  return checked.order;
}

/**
 * Starts orders, each reference once: the same with the same input is the same order, with other input it is refused
 * ({@link ReferenceTaken}).
 */
export function createOrderStart({ client, taskQueue, statusWithin }: OrderStartDependencies) {
  async function requireSameInput(order: OfframpOrder): Promise<void> {
    const description = await client.workflow.getHandle(workflowIdOf(order.reference)).describe();
    const known = description.memo?.inputDigest;
    if (known !== digestOf(order)) throw new ReferenceTaken(order.reference, { comparable: known !== undefined });
  }

  /** Whatever keeps the status from being read, the order is started, and saying otherwise would start it twice. */
  async function startedBefore(order: OfframpOrder): Promise<OfframpStatus> {
    try {
      return await statusWithin(order.reference, statusDeadlineMs);
    } catch {
      return justStarted(order);
    }
  }

  return async function startOrder(order: OfframpOrder): Promise<OfframpStatus> {
    const started = await startOnce(client, 'offramp', {
      workflowId: workflowIdOf(order.reference),
      taskQueue,
      args: [order],
      memo: { inputDigest: digestOf(order) },
      typedSearchAttributes: initialAttributes({ stage: 'registering-customer', currency: order.bankAccount.currency }),
      staticSummary: `${order.source.currency} on ${order.source.network} to ${order.bankAccount.currency}`,
      staticDetails: `Offramp **${order.reference}**: what the customer sends, and to where, stands in the input.`,
    });
    if (started) return justStarted(order);
    await requireSameInput(order);
    return startedBefore(order);
  };
}

/** How an order stands that nobody has worked on yet. It is not asked: it would be answered only once somebody has. */
function justStarted({ reference }: OfframpOrder): OfframpStatus {
  const nothingYet = { ids: {}, amounts: {}, transfers: [], transitions: [], audit: [] };
  return { reference, workflowId: workflowIdOf(reference), stage: 'registering-customer', ...nothingYet };
}

/** Tells equal from different input; kept in the order's memo, which is encrypted. */
function digestOf(order: OfframpOrder): string {
  return createHash('sha256').update(canonicalJson(order)).digest('hex');
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
