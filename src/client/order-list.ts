import type { Client } from '@temporalio/client';
import { listExecutions } from './visible-executions';
import type { OfframpStage } from '../signals/stages';
import {
  offrampAttentionReasonKey,
  offrampCurrencyKey,
  offrampNeedsAttentionKey,
  offrampNextActionAtKey,
  offrampStageKey,
} from '../signals/search-attributes';

export interface OrderFilter {
  readonly stage?: OfframpStage;
  readonly currency?: string;
  readonly needsAttention?: boolean;
  readonly running?: boolean;
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

function queryOf({ stage, currency, needsAttention, running }: OrderFilter): string {
  const conditions = ['WorkflowType IN ("offramp", "laterDeposit", "laterReturn")'];
  if (stage !== undefined) conditions.push(`OfframpStage = "${plain(stage)}"`);
  if (currency !== undefined) conditions.push(`OfframpCurrency = "${plain(currency)}"`);
  if (needsAttention !== undefined) conditions.push(`OfframpNeedsAttention = ${String(needsAttention)}`);
  if (running !== undefined) conditions.push(`ExecutionStatus ${running ? '=' : '!='} "Running"`);
  return conditions.join(' AND ');
}

/** A quote would break out of the query; no real value holds one. */
function plain(value: string): string {
  return value.replace(/[^A-Za-z0-9_-]/g, '');
}
