import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';

const { EventType, WorkflowTaskFailedCause } = temporal.api.enums.v1;
type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

/** A task is begun anew where something came in while it was under way, which is as it should be. */
const harmless = WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND;
/** An order of this kind takes some 60 events to the bank and 20 for each attempt; one that circles takes thousands. */
const mostEvents = 900;

export interface HistoryFindings {
  readonly events: number;
  readonly problems: readonly string[];
  /** Payments that were asked for although the plan before them said that payouts were paused. */
  readonly sendsWhilePaused: number;
}

/** Whether an order's history tells of tasks that failed, of a circle, or of a pause that was not kept. */
export async function readHistory(client: Client, workflowId: string): Promise<HistoryFindings> {
  const history = await client.workflow
    .getHandle(workflowId)
    .fetchHistory()
    .catch(() => undefined);
  const events = history?.events ?? [];
  const failed = events
    .filter(({ eventType }) => eventType === EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED)
    .flatMap(({ workflowTaskFailedEventAttributes: failure }) => failure ?? [])
    .filter(({ cause }) => cause !== harmless)
    .map(({ cause, failure }) => `a workflow task failed (cause ${cause}): ${failure?.message ?? 'no words'}`);
  const circles = events.length > mostEvents ? [`its history has ${events.length} events`] : [];
  return {
    events: events.length,
    problems: [...new Set(failed), ...circles],
    sendsWhilePaused: await countSendsWhilePaused(client, events),
  };
}

async function countSendsWhilePaused(client: Client, events: readonly HistoryEvent[]): Promise<number> {
  let isPaused = false;
  let sends = 0;
  for (const event of events) {
    const type = event.activityTaskScheduledEventAttributes?.activityType?.name;
    if (type === 'sendPayment' && isPaused) sends += 1;
    isPaused = (await pauseIn(client, event)) ?? isPaused;
  }
  return sends;
}

/** What a recorded plan says of a pause, if the event is one. */
async function pauseIn(client: Client, { markerRecordedEventAttributes: marker }: HistoryEvent) {
  const payloads = marker?.details?.result?.payloads ?? [];
  const { payloadCodecs, payloadConverter } = client.options.loadedDataConverter;
  for (const payload of payloads) {
    let decoded = [payload];
    for (const codec of payloadCodecs) decoded = await codec.decode(decoded);
    const [plain] = decoded;
    const plan: unknown = plain && payloadConverter.fromPayload(plain);
    if (typeof plan !== 'object' || plan === null || !('limits' in plan)) continue;
    const { limits } = plan;
    if (typeof limits === 'object' && limits !== null && 'paused' in limits) return limits.paused === true;
  }
  return undefined;
}
