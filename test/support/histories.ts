import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';

const folder = join(__dirname, '..', 'histories');

/** Keeps the history of a story for the replay tests, when they are being recorded (`npm run histories`). */
export async function recordHistory(client: Client, workflowId: string, story: string): Promise<void> {
  if (process.env.RECORD_HISTORIES === undefined) return;
  const history = await client.workflow.getHandle(workflowId).fetchHistory();
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${story}.json`), `${JSON.stringify(JSON.parse(historyToJSON(history)))}\n`);
}

/** Every recorded history, by the name of its story. */
export async function recordedHistories(): Promise<{ story: string; history: unknown }[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
  return Promise.all(
    files.map(async (file) => ({
      story: file.replace(/\.json$/, ''),
      history: JSON.parse(await readFile(join(folder, file), 'utf8')) as unknown,
    })),
  );
}
