import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { initialAttributes } from '../../src/signals/initial-attributes';
import { workflowIdOf } from '../../src/signals/offramp-order';
import { eachOf } from '../parts/each-of';
import { moveClockOn } from '../parts/running-orders';
import { waitingOrder, waitingReference } from './waiting-order';

export interface Herd {
  readonly client: Client;
  readonly taskQueue: string;
  readonly size: number;
}

type Say = (line: string) => void;

/** As many requests at once as keep the development server busy. */
const requestsAtOnce = 100;
const lookEveryMs = 500;
const dayMs = 86_400_000;
/**
 * A clock is moved on to so long before the moment that is wanted. Where it is moved beyond it, of about one timer in a
 * hundred the server notices only minutes later that it is due.
 */
const shortByMs = 3_000;

export function workflowIdsOf({ size }: Pick<Herd, 'size'>): string[] {
  return Array.from({ length: size }, (_, number) => workflowIdOf(waitingReference(number)));
}

/** Starts all orders of a herd. Resolves once each of them waits for the window. */
export async function gather({ client, taskQueue, size }: Herd, say: Say): Promise<void> {
  const nowMs = Date.now();
  const startedAt = performance.now();
  await eachOf([...Array(size).keys()], requestsAtOnce, async (number) => {
    await client.workflow.start('laterReturn', {
      ...{ workflowId: workflowIdOf(waitingReference(number)), taskQueue, args: [waitingOrder(number, nowMs)] },
      typedSearchAttributes: initialAttributes({ stage: 'awaiting-bank-transfer', currency: 'EUR' }),
    });
  });
  const waiting = `TaskQueue = "${taskQueue}" AND OfframpStage = "retrying-bank-transfer"`;
  const isAhead = `OfframpNextActionAt > "${new Date(nowMs + dayMs / 4).toISOString()}"`;
  while ((await client.workflow.count(`${waiting} AND ${isAhead}`)).count < size) await delay(lookEveryMs);
  say(`${size} orders wait for one window, after ${((performance.now() - startedAt) / 1_000).toFixed(0)} s.`);
}

/**
 * Opens the window. Orders spread themselves over the half hour after that, each with a moment of its own; here the whole
 * half hour passes within `overMs`: the clock of each order is moved on to its moment when that comes.
 */
export async function release({ client, taskQueue, size }: Herd, overMs: number): Promise<void> {
  const moments = (await momentsOf(client, taskQueue)).sort((one, other) => one.at - other.at);
  if (moments.length !== size) throw new Error(`Of ${size} orders only ${moments.length} tell when they send.`);
  const [first, last] = [moments[0]?.at ?? 0, moments.at(-1)?.at ?? 0];
  const openedAt = performance.now();
  await eachOf(moments, requestsAtOnce, async ({ workflowId, at }) => {
    const dueAt = openedAt + (overMs * (at - first)) / Math.max(1, last - first);
    await delay(Math.max(0, dueAt - performance.now()));
    await moveClockOn(client.connection, workflowId, at - Date.now() - shortByMs);
  });
}

async function momentsOf({ workflowService, options: { namespace } }: Client, taskQueue: string) {
  const query = `TaskQueue = "${taskQueue}" AND ExecutionStatus = "Running" AND OfframpStage = "retrying-bank-transfer"`;
  const moments: { readonly workflowId: string; readonly at: number }[] = [];
  let nextPageToken: Uint8Array = new Uint8Array();
  do {
    const page = await workflowService.listWorkflowExecutions({ namespace, query, pageSize: 1_000, nextPageToken });
    for (const { execution, searchAttributes } of page.executions) {
      const data = searchAttributes?.indexedFields?.OfframpNextActionAt?.data;
      const at: unknown = data ? JSON.parse(Buffer.from(data).toString()) : undefined;
      if (typeof at === 'string') moments.push({ workflowId: execution?.workflowId ?? '', at: Date.parse(at) });
    }
    ({ nextPageToken } = page);
  } while (nextPageToken.length > 0);
  return moments;
}
