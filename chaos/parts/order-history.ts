import type { Client } from '@temporalio/client';
import { isGrpcServiceError, WorkflowNotFoundError } from '@temporalio/client';
import { temporal } from '@temporalio/proto';

const { EventType, WorkflowTaskFailedCause } = temporal.api.enums.v1;
const notFound = 5;
type Payloads = temporal.api.common.v1.IPayload[] | null | undefined;

/** A signal that stands in a workflow's history. */
export interface HeardSignal {
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** What a workflow's history tells of what it was told. */
export interface ToldHistory {
  readonly signals: readonly HeardSignal[];
  /** `undefined` while it runs. */
  readonly result: unknown;
  readonly ended: boolean;
  /** How often the server refused what the workflow had decided, since something had come meanwhile. */
  readonly playedAgain: number;
  /** Workflow tasks that failed for any other reason. */
  readonly failures: readonly string[];
}

/** Reads a workflow's history; `undefined` if there is no such workflow. */
export async function toldHistory(client: Client, workflowId: string): Promise<ToldHistory | undefined> {
  const history = await client.workflow
    .getHandle(workflowId)
    .fetchHistory()
    .catch((error: unknown) => {
      if (error instanceof WorkflowNotFoundError) return undefined;
      if (isGrpcServiceError(error) && Number(error.code) === notFound) return undefined;
      throw error;
    });
  if (history === undefined) return undefined;
  const signals: HeardSignal[] = [];
  let ended = false;
  let result: unknown;
  let playedAgain = 0;
  const failures: string[] = [];
  for (const event of history.events ?? []) {
    const { workflowExecutionSignaledEventAttributes: signal, workflowTaskFailedEventAttributes: failed } = event;
    const { workflowExecutionCompletedEventAttributes: completed } = event;
    if (signal) {
      const [payload] = await decoded(client, signal.input?.payloads);
      signals.push({ name: signal.signalName ?? '', payload: isRecord(payload) ? payload : {} });
    }
    if (completed) [result] = await decoded(client, completed.result?.payloads);
    ended ||= endings.has(event.eventType ?? 0);
    if (failed?.cause === WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND) playedAgain += 1;
    else if (failed) failures.push(failed.failure?.message ?? `cause ${failed.cause}`);
  }
  return { signals, result, ended, playedAgain, failures };
}

const endings = new Set<number>([
  EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED,
  EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED,
  EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED,
  EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT,
]);

async function decoded(client: Client, payloads: Payloads): Promise<unknown[]> {
  const { payloadCodecs, payloadConverter } = client.options.loadedDataConverter;
  let plain = payloads ?? [];
  for (const codec of payloadCodecs) plain = await codec.decode(plain);
  return plain.map((payload): unknown => payloadConverter.fromPayload(payload));
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
