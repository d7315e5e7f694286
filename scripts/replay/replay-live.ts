import type { Client } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { Worker, type WorkflowBundleOption } from '@temporalio/worker';
import type { KeyRing } from '../../src/encryption/key-ring';
import { keysOf, liveHistories, type LiveHistory, type Selection } from './live-histories';

/** What the workflows as they are now make of what has happened. */
export interface Replay {
  /** How many histories of each type of workflow were replayed. */
  readonly replayed: Readonly<Record<string, number>>;
  /** A sentence for each history that could not be replayed. */
  readonly problems: readonly string[];
}

export interface ReplaySettings {
  readonly client: Client;
  readonly selection: Selection;
  readonly workflowBundle: WorkflowBundleOption;
  readonly dataConverter: DataConverter;
  readonly keyRing: KeyRing | 'none';
}

/** Replays the recent histories of a live namespace. Nothing is written there, and no activity runs. */
export async function replayLive(settings: ReplaySettings): Promise<Replay> {
  const { client, selection, workflowBundle, dataConverter, keyRing } = settings;
  const replayed: Record<string, number> = {};
  const problems: string[] = [];
  let current: LiveHistory | undefined;
  async function* readable() {
    for await (const live of liveHistories(client, selection)) {
      const missing = missingKeys(live, keyRing);
      if (missing.length > 0) {
        problems.push(`${live.workflowId} cannot be read: PAYLOAD_KEYS lacks ${missing.map(quoted).join(', ')}.`);
        continue;
      }
      if (!hasBegun(live)) continue;
      current = live;
      yield live;
    }
  }
  for await (const { error } of Worker.runReplayHistories({ workflowBundle, dataConverter }, readable())) {
    if (current === undefined) continue;
    const { type, workflowId, runId } = current;
    replayed[type] = (replayed[type] ?? 0) + 1;
    if (error !== undefined) problems.push(`${workflowId} (run ${runId}) ${sentenceOf(error)}`);
  }
  return { replayed, problems };
}

/** Of one that no worker has worked on yet there is nothing to replay, and the SDK would wait for ever. */
function hasBegun({ history }: LiveHistory): boolean {
  return history.events?.some((event) => event.workflowTaskCompletedEventAttributes) === true;
}

function missingKeys({ history }: LiveHistory, keyRing: KeyRing | 'none'): string[] {
  return [...keysOf(history)].filter((id) => keyRing === 'none' || keyRing.find(id) === undefined);
}

/** What the SDK says about it, up to where it quotes events. */
function sentenceOf({ name, message }: Error): string {
  const [, details = message] = /Details: (.*)/s.exec(message) ?? [];
  const [firstLine = ''] = details.split('\n');
  return name === 'DeterminismViolationError'
    ? `would be stuck: the workflows as they are now do something else than they did. ${firstLine.slice(0, 400)}`
    : `could not be replayed: ${firstLine.slice(0, 400)}`;
}

function quoted(id: string): string {
  return `'${id}'`;
}
