import type { WorkflowClient } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

/** Follows an order's history until it shows an activity of a type completed, and answers with the worker's identity. */
export async function completedBy(client: WorkflowClient, workflowId: string, activity: string): Promise<string> {
  const events: HistoryEvent[] = [];
  for await (const page of historyPages(client, workflowId, true)) {
    events.push(...page);
    const ids = scheduledIds(events, activity);
    const completed = events.find(({ activityTaskCompletedEventAttributes: attributes }) =>
      ids.includes(String(attributes?.scheduledEventId)),
    );
    if (completed) return completed.activityTaskCompletedEventAttributes?.identity ?? '';
  }
  throw new Error(`${workflowId} has ended without completing ${activity}.`);
}

/** How many attempts an order's first activity of a type took. It must be over: only then does the history tell. */
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
