import type { Client } from '@temporalio/client';
import { offrampStageKey } from '../signals/search-attributes';
import type { OfframpResult, OfframpStatus } from '../signals/status';
import { concurrently } from './concurrently';
import { startedBetween } from './order-queries';
import { describeExecution, listExecutions, type VisibleExecution } from './visible-executions';

/** A period: from one instant on, and before another; ISO 8601 in UTC. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** What an order is known to have come to. */
export type KnownOrder = Pick<
  OfframpStatus,
  'outcome' | 'reason' | 'evidence' | 'ids' | 'amounts' | 'transfers' | 'receipts' | 'moneyRecords'
>;

/** One order as it stands in the books. */
export interface OrderRecord {
  readonly reference: string;
  readonly workflowId: string;
  readonly stage?: string;
  readonly startedAt: string;
  readonly endedAt?: string;
  /** Missing where the order could not be read. */
  readonly known?: KnownOrder;
  /** Why it could not be read, or that it was stopped from outside, as a sentence. */
  readonly problem?: string;
}

type ReadStatus = (reference: string) => Promise<OfframpStatus>;

/** So many orders are read at the same time. */
const atOnce = 8;

/**
 * Every order that started in a period, newest first, ended ones too, as it stands now. An order that was reset belongs to
 * the period in which it was first started. One that cannot be read is no reason to stop: its record says so.
 */
export async function* orderRecords(client: Client, period: Period, status: ReadStatus): AsyncGenerator<OrderRecord> {
  const found = eachOrder(listExecutions(client, startedBetween(period.from, period.to)));
  for await (const record of concurrently(found, atOnce, (execution) => recordOf(client, execution, status))) {
    if (isWithin(period, record)) yield record;
  }
}

/** An order that was reset has several runs. */
async function* eachOrder(executions: AsyncIterable<VisibleExecution>): AsyncGenerator<VisibleExecution> {
  const seen = new Set<string>();
  for await (const execution of executions) {
    if (seen.has(execution.workflowId)) continue;
    seen.add(execution.workflowId);
    yield execution;
  }
}

function isWithin({ from, to }: Period, { startedAt }: OrderRecord): boolean {
  const at = Date.parse(startedAt);
  return Date.parse(from) <= at && at < Date.parse(to);
}

async function recordOf(client: Client, found: VisibleExecution, status: ReadStatus): Promise<OrderRecord> {
  const { workflowId } = found;
  let listed = listedAs(found, found.startedAt);
  try {
    const latest = await describeExecution(client, workflowId);
    listed = listedAs(latest, latest.firstStartedAt);
    // What has ended with a result is read without a worker.
    if (latest.completed) return { ...listed, known: known(await resultOf(client, latest)) };
    const now = await status(listed.reference);
    const stopped = latest.running ? {} : { problem: 'The workflow was stopped from outside.' };
    return { ...listed, stage: now.stage, known: known(now), ...stopped };
  } catch (error) {
    return { ...listed, problem: error instanceof Error ? error.message : String(error) };
  }
}

function listedAs({ workflowId, endedAt, searchAttributes }: VisibleExecution, startedAt: Date): OrderRecord {
  const stage = searchAttributes.get(offrampStageKey);
  return {
    ...{ reference: workflowId.replace(/^offramp-/, ''), workflowId, startedAt: startedAt.toISOString() },
    ...(stage && { stage }),
    ...(endedAt && { endedAt: endedAt.toISOString() }),
  };
}

async function resultOf(client: Client, { workflowId, runId }: VisibleExecution): Promise<OfframpResult> {
  const result: unknown = await client.workflow.result(workflowId, runId, { followRuns: false });
  if (isResult(result)) return result;
  throw new Error(`The result of ${workflowId} is not that of an order.`);
}

function isResult(result: unknown): result is OfframpResult {
  return typeof result === 'object' && result !== null && 'transfers' in result && 'ids' in result;
}

function known({ outcome, reason, evidence, ids, amounts, transfers, receipts, moneyRecords }: KnownOrder): KnownOrder {
  return {
    ...(outcome && { outcome }),
    ...(reason && { reason }),
    ...(evidence && { evidence }),
    ...{ ids, amounts, transfers },
    ...(receipts && { receipts }),
    ...(moneyRecords && { moneyRecords }),
  };
}
