import { isGrpcServiceError, type Client } from '@temporalio/client';
import { QueryRefused } from './errors';
import { listExecutions, type VisibleExecution } from './visible-executions';
import { orderQuery, orderTypes, runningOrdersOf, type OrderConditions } from './order-queries';
import {
  coinutIdsKey,
  offrampAttentionReasonKey,
  offrampCurrencyKey,
  offrampNeedsAttentionKey,
  offrampNextActionAtKey,
  offrampStageKey,
} from '../signals/search-attributes';

const invalidArgument = 3;

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
    // The index may compare without case; ids and the keys of addresses differ by it.
    if (filter.keys && !keysOf(execution).some((key) => filter.keys?.includes(key))) continue;
    orders.push(listed(execution));
  }
  return orders;
}

/** An order that a query has found, with the keys that it is found by. */
export interface MatchingOrder extends ListedOrder {
  readonly keys: readonly string[];
}

/**
 * The orders under way that an operator's own visibility query finds, newest first, at most `limit` of them. Throws
 * {@link QueryRefused} where the server does not understand it.
 */
export async function matchingOrders(client: Client, query: string, limit: number): Promise<MatchingOrder[]> {
  try {
    return await matching(client, query, limit);
  } catch (error) {
    if (!isGrpcServiceError(error) || Number(error.code) !== invalidArgument) throw error;
    throw new QueryRefused(query, error.details, { cause: error });
  }
}

async function matching(client: Client, query: string, limit: number): Promise<MatchingOrder[]> {
  const orders: MatchingOrder[] = [];
  for await (const execution of listExecutions(client, runningOrdersOf(query))) {
    if (orders.length >= limit) break;
    // A query with parentheses of its own may have broken out of those that it was put in.
    if (!execution.running || !orderTypes.includes(execution.type)) continue;
    orders.push({ ...listed(execution), keys: keysOf(execution) });
  }
  return orders;
}

function keysOf({ searchAttributes }: VisibleExecution): readonly string[] {
  return searchAttributes.get(coinutIdsKey) ?? [];
}

function listed({ workflowId, running, startedAt, searchAttributes: attributes }: VisibleExecution): ListedOrder {
  const [stage, currency] = [attributes.get(offrampStageKey), attributes.get(offrampCurrencyKey)];
  const attentionReason = attributes.get(offrampAttentionReasonKey);
  const nextActionAt = attributes.get(offrampNextActionAtKey)?.toISOString();
  return {
    reference: workflowId.replace(/^offramp-/, ''),
    workflowId,
    running,
    startedAt: startedAt.toISOString(),
    needsAttention: attributes.get(offrampNeedsAttentionKey) ?? false,
    ...(stage && { stage }),
    ...(currency && { currency }),
    ...(attentionReason && { attentionReason }),
    ...(nextActionAt && { nextActionAt }),
  };
}

function queryOf({ limit: _, silent, ...conditions }: OrderFilter): string {
  return orderQuery({ ...conditions, ...(silent === true && { silentAt: new Date().toISOString() }) });
}
