import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { tsToMs } from '@temporalio/common/lib/time';
import type { temporal } from '@temporalio/proto';
import { eachOf } from '../parts/each-of';
import { listStages } from '../parts/running-orders';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

/** Orders that still waited for their moment when that of the last one had come. */
export interface Stragglers {
  readonly count: number;
  /** How late the server fired the latest of their timers. */
  readonly latestTimerSeconds: number;
}

/** Whoever has been released last may take so long to be seen under way. */
const underWayWithinMs = 5_000;
const historiesAtOnce = 20;

/** The workflow ids of those that wait on although all have been released. */
export async function stragglersAmong(client: Client, taskQueue: string): Promise<string[]> {
  await delay(underWayWithinMs);
  const listed = await listStages(client.connection, taskQueue, 'laterReturn');
  return listed.filter(({ stage }) => stage === 'retrying-bank-transfer').map(({ workflowId }) => workflowId);
}

/** What kept them, as their histories tell. */
export async function explained(client: Client, workflowIds: readonly string[]): Promise<Stragglers> {
  let latestTimerSeconds = 0;
  await eachOf(workflowIds, historiesAtOnce, async (workflowId) => {
    const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
    latestTimerSeconds = Math.max(latestTimerSeconds, timerDelaySeconds(events ?? []));
  });
  return { count: workflowIds.length, latestTimerSeconds };
}

/** From the moment to which the clock of an order was moved on until its timer fired; 0 if neither has happened. */
export function timerDelaySeconds(
  events: readonly Pick<
    HistoryEvent,
    'eventTime' | 'timerFiredEventAttributes' | 'workflowExecutionTimeSkippingTransitionedEventAttributes'
  >[],
): number {
  let [movedTo, latestMs]: [number | undefined, number] = [undefined, 0];
  for (const event of events) {
    const { targetTime } = event.workflowExecutionTimeSkippingTransitionedEventAttributes ?? {};
    if (targetTime) movedTo = tsToMs(targetTime);
    if (event.timerFiredEventAttributes && movedTo !== undefined) {
      latestMs = Math.max(latestMs, tsToMs(event.eventTime) - movedTo);
      movedTo = undefined;
    }
  }
  return latestMs / 1_000;
}
