import { readFile } from 'node:fs/promises';
import type { Client } from '@temporalio/client';
import { sweepScheduleId } from '../../src/signals/sweep';
import { commandOutput } from './command-output';
import type { Marker } from './markers';
import { readUi, type UiAnswers } from './temporal-ui';
import type { LeakSite } from './site';

/** Somewhere that may be read by people who are to learn nothing. */
export interface Place {
  readonly name: string;
  readonly content: Buffer;
  /** What is surely there, if this is the right place and was read whole. */
  readonly known: readonly string[];
  /** What is looked for there, where operators are to read what is personal. */
  readonly only?: Marker['kind'];
}

const namespace = 'default';

/** Reads everything that the system has written, except what the provider keeps. */
export async function readPlaces(
  site: LeakSite,
  references: readonly string[],
): Promise<{ readonly places: readonly Place[]; readonly ui: UiAnswers }> {
  const workflows = await listed(site.client);
  const ui = await readUi(site.uiUrl, workflows, sweepScheduleId(site.taskQueue));
  const known = references.map((reference) => `offramp-${reference}`);
  const places: Place[] = [
    { name: "Temporal's database", content: await readAll(site.databaseFiles), known },
    {
      name: 'histories',
      content: await readHistories(site.client, workflows),
      known: ['OfframpStage', site.taskQueue],
    },
    { name: 'visibility', content: await readVisibility(site), known: [...known, 'inputDigest', 'OfframpCurrency'] },
    {
      name: 'logs',
      content: await readAll(site.logFiles),
      known: ['worker ready', 'relay listening', 'webhook refused'],
    },
    {
      name: "Temporal's own output",
      content: await readAll([site.temporalLog]),
      known: ['Temporal UI:', 'level=DEBUG', site.taskQueue],
    },
    // Whether payloads are encrypted makes no difference there.
    ...(site.codecServerUrl === undefined ? [] : [await readCommands(site, references, known)]),
    { name: 'metrics', content: await readMetrics(site), known: ['offramp_orders', 'offramp_relay_webhooks_total'] },
    { name: "answers of Temporal UI's API", content: ui.content, known },
  ];
  return { places, ui };
}

async function readCommands(site: LeakSite, references: readonly string[], orders: readonly string[]): Promise<Place> {
  const content = await commandOutput(site, references);
  const worked = ['"movement_id"', '"transitions"', 'They can read what is written here.'];
  const refused = ['PAYLOAD_KEYS', 'There is no order with the reference nobody-knows-it'];
  return { name: 'CLI (secrets only)', content, known: [...orders, ...worked, ...refused], only: 'secret' };
}

/** One run of a workflow. */
export interface ListedWorkflow {
  readonly workflowId: string;
  readonly runId: string;
}

async function listed(client: Client): Promise<ListedWorkflow[]> {
  const found: ListedWorkflow[] = [];
  for await (const { workflowId, runId } of client.workflow.list()) found.push({ workflowId, runId });
  return found;
}

async function readHistories({ workflowService }: Client, workflows: readonly ListedWorkflow[]): Promise<Buffer> {
  const pages: Buffer[] = [];
  for (const execution of workflows) {
    for (let nextPageToken: Uint8Array | undefined; ;) {
      const page = await workflowService.getWorkflowExecutionHistory({
        namespace,
        execution,
        ...(nextPageToken && { nextPageToken }),
      });
      // Payloads as bytes, where a plain one is readable, and everything else as JSON.
      pages.push(...bytesIn(page.history), Buffer.from(JSON.stringify(page.history)));
      nextPageToken = page.nextPageToken;
      if (nextPageToken.length === 0) break;
    }
  }
  return joined(pages);
}

async function readVisibility({ client, taskQueue }: LeakSite): Promise<Buffer> {
  const { workflowService } = client;
  const answers: unknown[] = [
    await workflowService.listSchedules({ namespace, maximumPageSize: 100 }),
    await workflowService.describeSchedule({ namespace, scheduleId: sweepScheduleId(taskQueue) }),
  ];
  for (let nextPageToken: Uint8Array | undefined; ;) {
    const page = await workflowService.listWorkflowExecutions({ namespace, ...(nextPageToken && { nextPageToken }) });
    answers.push(page);
    nextPageToken = page.nextPageToken;
    if (nextPageToken.length === 0) break;
  }
  return joined(answers.flatMap((answer) => [...bytesIn(answer), Buffer.from(JSON.stringify(answer))]));
}

async function readMetrics({ metricsUrls }: LeakSite): Promise<Buffer> {
  return joined(await Promise.all(metricsUrls.map(async (url) => Buffer.from(await (await fetch(url)).arrayBuffer()))));
}

async function readAll(files: readonly string[]): Promise<Buffer> {
  const read = (file: string) =>
    readFile(file).catch((error: NodeJS.ErrnoException) => {
      // SQLite makes and removes the files beside its own as it needs them.
      if (error.code === 'ENOENT' && /-(?:wal|shm)$/.test(file)) return Buffer.alloc(0);
      throw error;
    });
  return joined(await Promise.all(files.map(read)));
}

/** Every run of bytes anywhere in an answer of Temporal's. */
function bytesIn(value: unknown): Buffer[] {
  if (value instanceof Uint8Array) return [Buffer.from(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(bytesIn);
}

/** With something between them, so that no marker is found where two pieces meet. */
function joined(pieces: readonly Buffer[]): Buffer {
  return Buffer.concat(pieces.flatMap((piece) => [piece, Buffer.from('\n')]));
}
