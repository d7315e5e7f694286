import type { Client } from '@temporalio/client';
import { listExecutions } from './visible-executions';
import { orderQuery, type OrderConditions } from './order-queries';
import {
  coinutIdsKey,
  offrampAttentionReasonKey,
  offrampCurrencyKey,
  offrampNeedsAttentionKey,
  offrampNextActionAtKey,
  offrampStageKey,
} from '../signals/search-attributes';

/** Which orders to list: those that meet every condition. */
export interface OrderFilter extends Omit<OrderConditions, 'silentAt'> {
  /** Those that should have acted by themselves by now, and have not. */
  readonly silent?: boolean;
  /** At most this many, newest first; 100 unless told. */
  readonly limit?: number;
}

/** What can be told of an order without asking its workflow. */
export interface ListedOrder {
  readonly reference: string;
  readonly workflowId: string;
  readonly running: boolean;
  readonly startedAt: string;
  readonly stage?: string;
  readonly currency?: string;
  readonly needsAttention: boolean;
  readonly attentionReason?: string;
  readonly nextActionAt?: string;
}

/** Lists orders by their search attributes, which follow an order within a second or two. */
export async function listOrders(client: Client, filter: OrderFilter): Promise<ListedOrder[]> {
  const orders: ListedOrder[] = [];
  for await (const execution of listExecutions(client, queryOf(filter))) {
    if (orders.length >= (filter.limit ?? 100)) break;
    const { workflowId, running, startedAt, searchAttributes: attributes } = execution;
    // The index may compare without case; ids and the keys of addresses differ by it.
    if (filter.keys && !attributes.get(coinutIdsKey)?.some((key) => filter.keys?.includes(key))) continue;
    const [stage, currency] = [attributes.get(offrampStageKey), attributes.get(offrampCurrencyKey)];
    const attentionReason = attributes.get(offrampAttentionReasonKey);
    const nextActionAt = attributes.get(offrampNextActionAtKey)?.toISOString();
    orders.push({
      reference: workflowId.replace(/^offramp-/, ''),
      workflowId,
      running,
      startedAt: startedAt.toISOString(),
      needsAttention: attributes.get(offrampNeedsAttentionKey) ?? false,
      ...(stage && { stage }),
      ...(currency && { currency }),
      ...(attentionReason && { attentionReason }),
      ...(nextActionAt && { nextActionAt }),
    });
  }
  return orders;
}

function queryOf({ limit: _, silent, ...conditions }: OrderFilter): string {
  return orderQuery({ ...conditions, ...(silent === true && { silentAt: new Date().toISOString() }) });
}
