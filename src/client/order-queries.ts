import { attentionReasons, overdue, type AttentionReason } from '../signals/attention-reasons';
import type { OfframpStage } from '../signals/stages';

/** What Temporal's index of workflows can be asked about orders; an order has to meet every condition. */
export interface OrderConditions {
  readonly stage?: OfframpStage;
  readonly currency?: string;
  readonly needsAttention?: boolean;
  readonly attentionReason?: OrderAttentionReason;
  /** Those for which something expected is late, which the provider, asked since, does not know of either. */
  readonly overdue?: boolean;
  /** Those that send money again by themselves as soon as the bank's window opens. */
  readonly waitingForWindow?: boolean;
  /** Those that should have acted by themselves by then, an ISO 8601 instant. */
  readonly silentAt?: string;
  /** Those that know any of these keys of `CoinutIds`, such as `deposit:d-1`. */
  readonly keys?: readonly string[];
  readonly running?: boolean;
}

/** Why an order may need attention: every reason but that of events that no order is known by. */
export type OrderAttentionReason = Exclude<AttentionReason, 'unmatched-webhook'>;

export const orderAttentionReasons = Object.keys(attentionReasons).filter(isOrderAttentionReason);

export function isOrderAttentionReason(reason: string): reason is OrderAttentionReason {
  return Object.hasOwn(attentionReasons, reason) && reason !== 'unmatched-webhook';
}

/** The types of workflows that are orders. */
export const orderTypes: readonly string[] = ['offramp', 'laterDeposit', 'laterReturn'];

const isOrder = `WorkflowType IN (${orderTypes.map(quoted).join(', ')})`;
const isRunning = 'ExecutionStatus = "Running"';

/** The visibility query for orders. It has no order: Temporal lists the newest first by itself. */
export function orderQuery(conditions: OrderConditions): string {
  const { stage, currency, needsAttention, attentionReason, waitingForWindow, silentAt, keys, running } = conditions;
  const isOverdue = conditions.overdue === true;
  return allOf([
    isOrder,
    stage && `OfframpStage = ${quoted(stage)}`,
    currency && `OfframpCurrency = ${quoted(currency)}`,
    needsAttention !== undefined && `OfframpNeedsAttention = ${String(needsAttention)}`,
    attentionReason && `OfframpAttentionReason = ${quoted(attentionReason)}`,
    isOverdue && `${isRunning} AND OfframpAttentionReason = ${quoted(overdue)}`,
    waitingForWindow === true && waitsForWindow,
    silentAt !== undefined && `${isRunning} AND OfframpNextActionAt < ${quoted(silentAt)}`,
    keys && `CoinutIds IN (${keys.map(quoted).join(', ')})`,
    running !== undefined && `ExecutionStatus ${running ? '=' : '!='} "Running"`,
  ]);
}

/** Where something hinders it, the order needs attention instead. */
const waitsForWindow = allOf([
  isRunning,
  'OfframpStage = "retrying-bank-transfer"',
  'OfframpNeedsAttention = false',
  'OfframpNextActionAt IS NOT NULL',
]);

/** Orders that an operator may act on: a query of theirs, without those that have ended and whatever is no order. */
export function runningOrdersOf(query: string): string {
  return allOf([isOrder, isRunning, `(${query})`]);
}

/** Orders that started from one instant on and before another, ended ones too. */
export function startedBetween(from: string, to: string): string {
  return allOf([isOrder, `StartTime >= ${quoted(from)}`, `StartTime < ${quoted(to)}`]);
}

/** Events that no order is known by; those that wait for a person, if asked for. */
export function unmatchedQuery({ needsAttention }: { readonly needsAttention?: boolean } = {}): string {
  return allOf([
    'WorkflowType = "unmatchedWebhook"',
    isRunning,
    needsAttention !== undefined && `OfframpNeedsAttention = ${String(needsAttention)}`,
  ]);
}

/** Sweeps that came to nothing; the next one goes on where the last good one had ended. */
export const failedSweepsQuery = 'WorkflowType = "sweep" AND ExecutionStatus IN ("Failed", "TimedOut", "Terminated")';

/** Workflows that cannot go on, since their code or a worker's keys fail them: Temporal tries again and again. */
export const taskFailuresQuery = allOf([
  isRunning,
  'TemporalReportedProblems IN ("category=WorkflowTaskFailed", "category=WorkflowTaskTimedOut")',
]);

function allOf(conditions: readonly (string | false | undefined)[]): string {
  return conditions.filter(Boolean).join(' AND ');
}

/** A quote would break out of the query; no real value holds one. */
function quoted(value: string): string {
  return `"${value.replace(/[^A-Za-z0-9:._-]/g, '')}"`;
}
