import { temporal } from '@temporalio/proto';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;
type Fields = Readonly<Record<string, temporal.api.common.v1.IPayload>> | null | undefined;

/** An activity, or a decision of the order's own code (`workflow task`), from when it was asked for until it was over. */
export interface Work {
  readonly what: string;
  readonly from: number;
  /** `undefined`: it is not over. */
  readonly to: number | undefined;
}

/** What an order's history tells of when it did what, in milliseconds since 1970. Nothing of it has to be decrypted. */
export interface Timeline {
  readonly startedAt: number;
  /** Of all events, in their order. */
  readonly eventsAt: readonly number[];
  readonly works: readonly Work[];
  /** From when on the order was at rest, or no longer: it had ended, watched for a return, or needed a person. */
  readonly rests: readonly { readonly at: number; readonly atRest: boolean }[];
  /** The order's own code has failed, or no longer fits its history. */
  readonly bugs: readonly string[];
}

const lastStage = 'watching-for-return';
const { WorkflowTaskFailedCause: cause } = temporal.api.enums.v1;
const bugCauses: readonly unknown[] = [
  cause.WORKFLOW_TASK_FAILED_CAUSE_WORKFLOW_WORKER_UNHANDLED_FAILURE,
  cause.WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR,
];

/** Reads the events of one workflow, in their order. */
export function timelineOf(events: readonly HistoryEvent[]): Timeline {
  const begun = new Map<string, Omit<Work, 'to'>>();
  const works: Work[] = [];
  const rests: { at: number; atRest: boolean }[] = [];
  const bugs: string[] = [];
  let state = { stage: '', needsAttention: false, ended: false };

  for (const event of events) {
    const at = timeOf(event);
    const what = beginning(event);
    if (what !== undefined) begun.set(String(event.eventId), { what, from: at });
    const closes = closedBy(event);
    const work = closes === undefined ? undefined : begun.get(closes);
    if (closes !== undefined && work !== undefined) {
      begun.delete(closes);
      works.push({ ...work, to: at });
    }
    const failed = event.workflowTaskFailedEventAttributes;
    if (failed && bugCauses.includes(failed.cause)) bugs.push(failed.failure?.message ?? `cause ${failed.cause}`);
    state = { ...state, ...stateIn(fieldsOf(event)), ...(isEnd(event) && { ended: true }) };
    const atRest = state.ended || state.needsAttention || state.stage === lastStage;
    if (atRest !== (rests.at(-1)?.atRest ?? false)) rests.push({ at, atRest });
  }
  const eventsAt = events.map(timeOf);
  const open = [...begun.values()].map((work) => ({ ...work, to: undefined }));
  return { startedAt: eventsAt[0] ?? 0, eventsAt, works: [...works, ...open], rests, bugs };
}

function timeOf({ eventTime }: HistoryEvent): number {
  return Number(eventTime?.seconds ?? 0) * 1_000 + Math.floor((eventTime?.nanos ?? 0) / 1_000_000);
}

function beginning(event: HistoryEvent): string | undefined {
  const { activityTaskScheduledEventAttributes: activity, workflowTaskScheduledEventAttributes: task } = event;
  if (activity) return activity.activityType?.name ?? 'activity';
  return task ? 'workflow task' : undefined;
}

/** The id of the event that began what this one ends. */
function closedBy(event: HistoryEvent): string | undefined {
  const closing =
    event.activityTaskCompletedEventAttributes ??
    event.activityTaskFailedEventAttributes ??
    event.activityTaskTimedOutEventAttributes ??
    event.activityTaskCanceledEventAttributes ??
    event.workflowTaskCompletedEventAttributes ??
    event.workflowTaskFailedEventAttributes ??
    event.workflowTaskTimedOutEventAttributes;
  return closing ? String(closing.scheduledEventId) : undefined;
}

function isEnd(event: HistoryEvent): boolean {
  return Boolean(
    event.workflowExecutionCompletedEventAttributes ??
    event.workflowExecutionFailedEventAttributes ??
    event.workflowExecutionTerminatedEventAttributes ??
    event.workflowExecutionTimedOutEventAttributes,
  );
}

function fieldsOf(event: HistoryEvent): Fields {
  const { workflowExecutionStartedEventAttributes: started, upsertWorkflowSearchAttributesEventAttributes: upserted } =
    event;
  return (started ?? upserted)?.searchAttributes?.indexedFields;
}

function stateIn(fields: Fields): { stage?: string; needsAttention?: boolean } {
  const [stage, needsAttention] = [plain(fields?.['OfframpStage']), plain(fields?.['OfframpNeedsAttention'])];
  return {
    ...(typeof stage === 'string' && { stage }),
    ...(typeof needsAttention === 'boolean' && { needsAttention }),
  };
}

/** Search attributes are never encrypted. */
function plain(payload: temporal.api.common.v1.IPayload | undefined): unknown {
  return payload?.data?.length ? JSON.parse(Buffer.from(payload.data).toString('utf8')) : undefined;
}
