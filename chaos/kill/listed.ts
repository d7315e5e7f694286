import type { Client } from '@temporalio/client';
import { listExecutions } from '../../src/client/visible-executions';
import {
  offrampAttentionReasonKey,
  offrampNeedsAttentionKey,
  offrampNextActionAtKey,
  offrampStageKey,
} from '../../src/signals/search-attributes';

/** How an order stands, as Temporal lists it. */
export interface ListedOrder {
  readonly workflowId: string;
  readonly running: boolean;
  readonly stage: string;
  /** Why it needs a person, if it does. */
  readonly attention?: string;
  /** When it next acts by itself, in milliseconds since 1970, if it does. */
  readonly nextActionAt?: number;
}

/** All orders whose workflow ids begin like this, in one query: asking each would keep their workers busy. */
export async function listAll(client: Client, prefix: string): Promise<ListedOrder[]> {
  const query = `WorkflowType IN ("offramp", "laterDeposit") AND WorkflowId STARTS_WITH "${prefix}"`;
  const orders: ListedOrder[] = [];
  for await (const { workflowId, running, searchAttributes } of listExecutions(client, query)) {
    const attention = searchAttributes.get(offrampAttentionReasonKey);
    const nextActionAt = searchAttributes.get(offrampNextActionAtKey)?.getTime();
    const needsAttention = searchAttributes.get(offrampNeedsAttentionKey) === true;
    orders.push({
      workflowId,
      running,
      stage: searchAttributes.get(offrampStageKey) ?? '',
      ...(needsAttention && { attention: attention ?? '' }),
      ...(nextActionAt !== undefined && { nextActionAt }),
    });
  }
  return orders;
}

/** Whether nothing more is to come of an order as long as nobody does anything and no day passes. */
export function isAtRest({ running, stage, attention }: ListedOrder): boolean {
  return !running || attention !== undefined || stage === 'watching-for-return';
}

/** The events that no order has taken yet, by the ids of the workflows that look after them. */
export async function listKeptEvents(client: Client, taskQueue: string): Promise<string[]> {
  const query = `WorkflowType = "unmatchedWebhook" AND TaskQueue = "${taskQueue}" AND ExecutionStatus = "Running"`;
  const kept: string[] = [];
  for await (const { workflowId } of listExecutions(client, query)) kept.push(workflowId);
  return kept;
}

/** The ids of all deposits that somebody has claimed. */
export async function listClaimed(client: Client, taskQueue: string): Promise<string[]> {
  const query = `WorkflowType = "depositClaim" AND TaskQueue = "${taskQueue}"`;
  const claimed: string[] = [];
  for await (const { workflowId } of listExecutions(client, query)) claimed.push(workflowId.replace(/^deposit-/, ''));
  return claimed;
}
