import type { Client } from '@temporalio/client';
import { completedBy } from '../parts/activity-history';
import type { StartedProcess } from '../parts/child-process';
import type { Lane } from '../parts/lane';
import type { Trap } from '../parts/provider-proxy';
import { until, within } from '../parts/until';
import type { Row } from './rows';

/** An order that is struck: where it runs, under which id, and how to start it. */
export interface StruckOrder {
  readonly lane: Lane;
  readonly client: Client;
  readonly workflowId: string;
  readonly start: () => Promise<void>;
}

/** What was done to a worker, in words. */
export type Fault = string;

/** From the order's start to the chosen request, or from there to the activity's completion. */
const springDeadlineMs = 60_000;
/** An activity may have to time out twice, after 45 s each: frozen, a worker is still handed tasks. */
const takeoverDeadlineMs = 180_000;
const awakeningDeadlineMs = 15_000;

/** Starts an order, kills or freezes its worker at the chosen point, and sees to it that another takes over. */
export async function strike(row: Row, order: StruckOrder): Promise<Fault> {
  return row.point.fault === 'kill' ? killWorker(row, order) : freezeWorker(row, order);
}

async function killWorker({ struck, point }: Row, { lane, client, workflowId, start }: StruckOrder): Promise<Fault> {
  const { moment } = point;
  const { worker } = lane;
  const kill = (): 'lose' => {
    worker.kill();
    return 'lose';
  };
  const trap: Trap =
    moment === 'completed'
      ? { request: struck.main, moment: 'received', spring: () => 'pass-on' }
      : { request: struck.main, moment, spring: kill };
  const { starting } = await sprung(lane, trap, start);
  if (moment === 'completed') {
    const completed = completedBy(client.workflow, workflowId, struck.activity);
    await within(`the completion of ${struck.activity}`, springDeadlineMs, completed);
    kill();
  }
  await Promise.all([worker.ended, starting]);
  await lane.startWorker();
  return '1 kill';
}

async function freezeWorker({ struck, point }: Row, { lane, client, workflowId, start }: StruckOrder): Promise<Fault> {
  const frozen = lane.worker;
  let frozenAt = 0;
  const freeze = (): 'pass-on' => {
    frozen.freeze();
    frozenAt = performance.now();
    return 'pass-on';
  };
  const request = point.request === 'look-up' ? (struck.lookUp ?? struck.main) : struck.main;
  const { starting } = await sprung(lane, { request, moment: 'received', spring: freeze }, start);
  await Promise.all([lane.startWorker(), starting]);
  const completed = completedBy(client.workflow, workflowId, struck.activity);
  const identity = await within(`another worker to do ${struck.activity}`, takeoverDeadlineMs, completed);
  if (identity.startsWith(`${frozen.pid}@`)) throw new Error('The worker reported a completion while it was frozen.');
  const heldSeconds = ((performance.now() - frozenAt) / 1000).toFixed(0);
  await awaken(frozen, struck.activity);
  return `1 freeze of ${heldSeconds} s`;
}

/** Lets a frozen worker go on, and resolves when it has finished with the activity that it was frozen in. */
async function awaken(frozen: StartedProcess, activity: string): Promise<void> {
  const before = frozen.output.length;
  frozen.thaw();
  const finished = new RegExp(`"activityType":"${activity}".*"msg":"Activity (failed|completed|cancelled)"`);
  await until(`the awakened worker to finish ${activity}`, () => frozen.said(finished, before) ?? undefined, {
    deadlineMs: awakeningDeadlineMs,
  });
}

/** Resolves when the trap has sprung, which may be before everything that belongs to starting an order is done. */
async function sprung(lane: Lane, trap: Trap, start: () => Promise<void>): Promise<{ starting: Promise<void> }> {
  const springs = lane.proxy.arm(trap);
  const starting = start();
  const { method, path } = trap.request;
  await within(`the request ${method} ${path}`, springDeadlineMs, Promise.all([springs, failureOf(starting)]));
  return { starting };
}

/** Fails as soon as work does, and otherwise waits for nothing. */
function failureOf(work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    work.catch(reject);
    resolve();
  });
}
