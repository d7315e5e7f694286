import { setTimeout as delay } from 'node:timers/promises';
import { WorkflowNotFoundError } from '@temporalio/client';
import { handedOnBy } from '../../src/activities/deposit-ownership';
import { providerKey } from '../../src/signals/provider-ids';
import { laterReturnReference } from '../../src/signals/later-return';
import { workflowIdOf } from '../../src/signals/offramp-order';
import { unmatchedWebhookId } from '../../src/signals/unmatched-webhook';
import { describeOrder } from '../checker/orders';
import { isRecord, toldHistory, type ToldHistory } from '../parts/order-history';
import { until } from '../parts/until';
import type { Ground } from './ground';
import { placeOf, type Traces, type Verdict } from './place';
import type { Said } from './sayings';

const tracedWithinMs = 15_000;
const lookEveryMs = 150;
/** The second try to deliver an unmatched event, after a second, is the one that makes an order of it. */
const outcomeWithinMs = 6_000;
const lookedAfter = 'looked after';

export interface Traced extends Verdict {
  /** Of a message that was kept: what became of it. */
  readonly outcome?: string;
}

/** Finds out where one message went. What is only under way is waited for. */
export async function trace(
  ground: Ground,
  workflowId: string,
  given: Pick<Traces, 'ending' | 'saying' | 'said'>,
  words: Said,
): Promise<Traced> {
  const giveUpAt = performance.now() + tracedWithinMs;
  for (;;) {
    const traces = { ...given, ...(await tracesOf(ground, workflowId, words)) };
    const verdict = placeOf(traces);
    if (verdict.place === 'lost' && performance.now() < giveUpAt) {
      await delay(lookEveryMs);
      continue;
    }
    if (verdict.place !== 'kept after the end' || traces.unmatched === undefined) return verdict;
    const { unmatched } = traces;
    return { ...verdict, outcome: unmatched === lookedAfter ? await outcomeOf(ground, words) : unmatched };
  }
}

async function tracesOf(ground: Ground, workflowId: string, words: Said) {
  const order = await toldHistory(ground.client, workflowId);
  const timesHeard = order?.signals.filter(words.isHeardAs).length ?? 0;
  const successor = await toldHistory(ground.client, successorOf(workflowId));
  const isHeardLater = successor?.signals.some(words.isHeardAs) === true;
  const accountedFor = timesHeard > 0 && (await isAccountedFor(ground, workflowId, order, words));
  const unmatched =
    (await unmatchedOf(ground, words)) ?? (isHeardLater ? 'heard by the order of the return' : undefined);
  return { timesHeard, orderEnded: order?.ended === true, accountedFor, unmatched };
}

async function isAccountedFor(
  ground: Ground,
  workflowId: string,
  order: ToldHistory | undefined,
  { depositId, reportId }: Said,
): Promise<boolean> {
  if (depositId !== undefined) {
    return (await exists(ground, `deposit-${depositId}`)) || (await exists(ground, handedOnId(workflowId, depositId)));
  }
  if (reportId === undefined) return true;
  if (order?.ended === true) return knowsReport(order.result, reportId);
  const { standing } = await describeOrder(ground.temporal, workflowId);
  return standing.is === 'needing attention';
}

/** Whether the record that an order left behind holds a report. */
function knowsReport(result: unknown, reportId: string): boolean {
  if (!isRecord(result) || !isRecord(result.record) || !isRecord(result.record.facts)) return false;
  const { bankReports } = result.record.facts;
  return isRecord(bankReports) && Object.hasOwn(bankReports, reportId);
}

/** The workflow that looks for somebody who takes a deposit which an order has given away. */
export function handedOnId(workflowId: string, depositId: string): string {
  const unmatched = { signal: { name: 'depositReceived', payload: {} }, keys: [] };
  return unmatchedWebhookId({ ...unmatched, objectKey: providerKey('deposit', depositId) }, handedOnBy(workflowId));
}

/** The order that an earlier return to the same order has become; it hears what is said of the trade. */
function successorOf(workflowId: string): string {
  return workflowIdOf(laterReturnReference(workflowId.replace(/^offramp-/, ''), 1));
}

async function unmatchedOf({ client }: Ground, { unmatchedId }: Said): Promise<string | undefined> {
  const unmatched = await toldHistory(client, unmatchedId);
  if (unmatched === undefined) return undefined;
  return isRecord(unmatched.result) ? String(unmatched.result.outcome) : lookedAfter;
}

async function outcomeOf(ground: Ground, words: Said): Promise<string> {
  const ask = async () => {
    const outcome = await unmatchedOf(ground, words);
    return outcome === lookedAfter ? undefined : outcome;
  };
  return until('the outcome of an unmatched event', ask, { deadlineMs: outcomeWithinMs, everyMs: 400 }).catch(
    () => lookedAfter,
  );
}

async function exists({ client }: Ground, workflowId: string): Promise<boolean> {
  try {
    await client.workflow.getHandle(workflowId).describe();
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
