import type { Client } from '@temporalio/client';
import { tsToMs } from '@temporalio/common/lib/time';
import { temporal } from '@temporalio/proto';

const { EventType, WorkflowTaskFailedCause } = temporal.api.enums.v1;
type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

/** Only of a clock that is moved on. */
const skipped = EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TIME_SKIPPING_TRANSITIONED;
/** A task is begun anew where something came in while it was under way, which is as it should be. */
const harmless = WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND;
/** An order of this kind takes some 60 events to the bank and 20 for each attempt; one that circles takes thousands. */
const mostEvents = 900;

export interface HistoryFindings {
  readonly events: number;
  readonly problems: readonly string[];
  /** Payments that left although the plan before them said that payouts were paused. */
  readonly sendsWhilePaused: number;
}

/** Whether an order's history tells of tasks that failed, of a circle, or of a pause that was not kept. */
export async function readHistory(client: Client, workflowId: string): Promise<HistoryFindings> {
  const history = await client.workflow
    .getHandle(workflowId)
    .fetchHistory()
    .catch(() => undefined);
  const events = (history?.events ?? []).filter(({ eventType }) => eventType !== skipped);
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
  const asked = new Set<string>();
  for (const event of events) {
    const { activityTaskScheduledEventAttributes: asking, activityTaskCompletedEventAttributes: done } = event;
    if (asking?.activityType?.name === 'sendPayment' && isPaused) asked.add(String(event.eventId));
    if (done && asked.has(String(done.scheduledEventId))) {
      const [answer] = await decoded(client, done.result?.payloads);
      if (typeof answer === 'object' && answer !== null && 'paymentId' in answer) sends += 1;
    }
    isPaused = (await pauseIn(client, event)) ?? isPaused;
  }
  return sends;
}

/** What a recorded plan says of a pause, if the event is one. */
async function pauseIn(client: Client, { markerRecordedEventAttributes: marker }: HistoryEvent) {
  for (const plan of await decoded(client, marker?.details?.result?.payloads)) {
    if (typeof plan !== 'object' || plan === null || !('limits' in plan)) continue;
    const { limits } = plan;
    if (typeof limits === 'object' && limits !== null && 'paused' in limits) return limits.paused === true;
  }
  return undefined;
}

/** What an order heard and did, from its history, a line each. */
export async function taleOf(client: Client, workflowId: string): Promise<string[]> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const lines: string[] = [];
  for (const event of events ?? []) {
    const line = await lineOf(client, event);
    if (line !== undefined)
      lines.push(`${String(event.eventId).padStart(4)} ${new Date(tsToMs(event.eventTime)).toISOString()} ${line}`);
  }
  return lines;
}

async function lineOf(client: Client, event: HistoryEvent): Promise<string | undefined> {
  const { workflowExecutionSignaledEventAttributes: signal, activityTaskScheduledEventAttributes: activity } = event;
  const { workflowExecutionUpdateAcceptedEventAttributes: update, activityTaskCompletedEventAttributes: done } = event;
  const { activityTaskFailedEventAttributes: failed, activityTaskTimedOutEventAttributes: late } = event;
  const told = async (payloads: Payloads) => JSON.stringify((await decoded(client, payloads))[0]);
  if (signal) return `heard ${signal.signalName}: ${await told(signal.input?.payloads)}`;
  const request = update?.acceptedRequest?.input;
  if (request) return `was told ${request.name}: ${await told(request.args?.payloads)}`;
  if (activity) return `asked for ${activity.activityType?.name}: ${await told(activity.input?.payloads)}`;
  if (done) return `was answered (${String(done.scheduledEventId)}): ${await told(done.result?.payloads)}`;
  if (failed) return `activity failed (${String(failed.scheduledEventId)})`;
  return late ? `activity timed out (${String(late.scheduledEventId)})` : undefined;
}

type Payloads = temporal.api.common.v1.IPayload[] | null | undefined;

async function decoded(client: Client, payloads: Payloads): Promise<unknown[]> {
  const { payloadCodecs, payloadConverter } = client.options.loadedDataConverter;
  let plain = payloads ?? [];
  for (const codec of payloadCodecs) plain = await codec.decode(plain);
  return plain.map((payload): unknown => payloadConverter.fromPayload(payload));
}
