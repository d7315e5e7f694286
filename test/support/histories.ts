import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { z } from 'zod';

const folder = join(__dirname, '..', 'histories');

/** Keeps the history of a story for the replay tests, when they are being recorded (`npm run histories`). */
export async function recordHistory(client: Client, workflowId: string, story: string): Promise<void> {
  if (process.env.RECORD_HISTORIES === undefined) return;
  const history = await client.workflow.getHandle(workflowId).fetchHistory();
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${story}.json`), `${JSON.stringify(JSON.parse(historyToJSON(history)))}\n`);
}

/** The names of the local activities that a workflow has run, in their order. */
export async function localActivitiesOf(client: Client, workflowId: string): Promise<string[]> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  return (events ?? []).flatMap(({ markerRecordedEventAttributes: marker }) => {
    const payloads = Object.values(marker?.details ?? {}).flatMap((detail) => detail.payloads ?? []);
    const texts = payloads.map(({ data }) => Buffer.from(data ?? []).toString());
    return texts.flatMap((text) => /"activity_type":"(\w+)"/.exec(text)?.[1] ?? []);
  });
}

interface RecordedHistory {
  readonly story: string;
  /** An order checks that it runs under its own id, so a replay needs it too. */
  readonly workflowId: string;
  readonly history: unknown;
}

/** Every recorded history, by the name of its story. */
export async function recordedHistories(): Promise<RecordedHistory[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
  return Promise.all(
    files.map(async (file) => {
      const history: unknown = JSON.parse(await readFile(join(folder, file), 'utf8'));
      return { story: file.replace(/\.json$/, ''), workflowId: workflowIdOf(history), history };
    }),
  );
}

const startedHistory = z.object({
  events: z.tuple(
    [z.object({ workflowExecutionStartedEventAttributes: z.object({ workflowId: z.string() }) })],
    z.unknown(),
  ),
});

function workflowIdOf(history: unknown): string {
  return startedHistory.parse(history).events[0].workflowExecutionStartedEventAttributes.workflowId;
}
