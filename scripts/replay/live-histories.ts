import type { Client } from '@temporalio/client';
import type { Payload } from '@temporalio/common';
import type { temporal } from '@temporalio/proto';
import { encryptionKeyId } from '../../src/encryption/encrypted-payload';

/** A history as a namespace keeps it, payloads encrypted. */
export interface LiveHistory {
  readonly workflowId: string;
  readonly runId: string;
  readonly type: string;
  readonly history: temporal.api.history.v1.IHistory;
}

/** Which histories are downloaded. */
export interface Selection {
  readonly taskQueue: string;
  /** Those that ended before are left out; those under way never are. */
  readonly endedSince: Date;
  readonly limit: number;
  /** A further condition of the operator's own. */
  readonly query?: string;
}

/** Downloads the histories of what is under way on a task queue, and of what has ended lately, newest first. */
export async function* liveHistories(client: Client, selection: Selection): AsyncGenerator<LiveHistory> {
  let count = 0;
  for await (const { workflowId, runId, type } of client.workflow.list({ query: queryOf(selection) })) {
    if (count >= selection.limit) return;
    count += 1;
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    yield { workflowId, runId, type, history };
  }
}

function queryOf({ taskQueue, endedSince, query }: Selection): string {
  const recent = `(ExecutionStatus = "Running" OR CloseTime > "${endedSince.toISOString()}")`;
  return [`TaskQueue = "${taskQueue}"`, recent, ...(query === undefined ? [] : [`(${query})`])].join(' AND ');
}

/** The ids of the keys that a history is encrypted with. */
export function keysOf(history: unknown): Set<string> {
  const found = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
    const keyId = isPayload(value) ? encryptionKeyId(value) : undefined;
    if (keyId !== undefined) found.add(keyId);
    Object.values(value).forEach(walk);
  };
  walk(history);
  return found;
}

function isPayload(value: object): value is Payload {
  return 'data' in value && value.data instanceof Uint8Array && 'metadata' in value && value.metadata !== null;
}
