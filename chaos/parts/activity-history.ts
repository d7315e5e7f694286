import type { WorkflowClient } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

/**
 * Follows an order's history until it shows an activity of a type completed, or failed for good, and answers with the
 * identity of the worker that said so.
 */
export async function closedBy(client: WorkflowClient, workflowId: string, activity: string): Promise<string> {
  const events: HistoryEvent[] = [];
  for await (const page of historyPages(client, workflowId, true)) {
    events.push(...page);
    const ids = scheduledIds(events, activity);
    const closing = events
      .map((event) => event.activityTaskCompletedEventAttributes ?? event.activityTaskFailedEventAttributes)
      .find((attributes) => attributes && ids.includes(String(attributes.scheduledEventId)));
    if (closing) return closing.identity ?? '';
  }
  throw new Error(`${workflowId} has ended without coming to the end of ${activity}.`);
}

/** How many attempts an order's first activity of a type took. 0 if it is not over: then the history does not tell. */
export async function attemptsOf(client: WorkflowClient, workflowId: string, activity: string): Promise<number> {
  const events: HistoryEvent[] = [];
  for await (const page of historyPages(client, workflowId, false)) events.push(...page);
  const [first] = scheduledIds(events, activity);
  const started = events
    .map(({ activityTaskStartedEventAttributes: attributes }) => attributes)
    .find((attributes) => attributes && String(attributes.scheduledEventId) === first);
  return started?.attempt ?? 0;
}

function scheduledIds(events: readonly HistoryEvent[], activity: string): string[] {
  return events
    .filter((event) => event.activityTaskScheduledEventAttributes?.activityType?.name === activity)
    .map(({ eventId }) => String(eventId));
}

/** With `waitNewEvent` it goes on, as events come, until the order has ended. */
async function* historyPages(
  { workflowService, options: { namespace } }: WorkflowClient,
  workflowId: string,
  waitNewEvent: boolean,
): AsyncGenerator<readonly HistoryEvent[]> {
  let nextPageToken: Uint8Array = new Uint8Array();
  do {
    const request = { namespace, execution: { workflowId }, waitNewEvent, nextPageToken };
    const page = await workflowService.getWorkflowExecutionHistory(request);
    yield page.history?.events ?? [];
    ({ nextPageToken } = page);
  } while (nextPageToken.length > 0);
}
