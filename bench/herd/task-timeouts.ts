import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { eachOf } from '../parts/each-of';

const { TimeoutType } = temporal.api.enums.v1;
const historiesAtOnce = 20;

/** At most so many of a list, evenly from all of it. */
export function evenly<Item>(items: readonly Item[], most: number): Item[] {
  const step = Math.max(1, items.length / most);
  const count = Math.min(items.length, most);
  return Array.from({ length: count }, (_, index) => items[Math.floor(index * step)]).filter(
    (item): item is Item => item !== undefined,
  );
}

/** Workflow tasks that timed out. */
export interface TaskTimeouts {
  /** While a worker had them: it was too busy to finish, or it died. */
  readonly unfinishedTasks: number;
  /** Before the worker that remembers the order took them; any worker may take them then. */
  readonly unstartedTasks: number;
}

/** How many workflow tasks have timed out in the histories of these orders. */
export async function countTaskTimeouts(client: Client, workflowIds: readonly string[]): Promise<TaskTimeouts> {
  let [unfinishedTasks, unstartedTasks] = [0, 0];
  await eachOf(workflowIds, historiesAtOnce, async (workflowId) => {
    const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
    for (const { workflowTaskTimedOutEventAttributes: timedOut } of events ?? []) {
      if (!timedOut) continue;
      if (timedOut.timeoutType === TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START) unstartedTasks += 1;
      else unfinishedTasks += 1;
    }
  });
  return { unfinishedTasks, unstartedTasks };
}
