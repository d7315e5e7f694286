import { setTimeout as delay } from 'node:timers/promises';
import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  WorkflowFailedError,
  isGrpcDeadlineError,
  type Client,
  type ScheduleOptions,
} from '@temporalio/client';
import type { KeyCanary } from '../encryption/key-canary';
import { SweepUnfinished } from './errors';
import { readKeyCanary } from './key-check';
import { sweepScheduleId, type SweepCounts, type SweepResult } from '../signals/sweep';

/** What a sweep found, without what it leaves for the next one. */
export interface SweepReport extends SweepCounts {
  readonly sweptAt: string;
}

const goesOn = 'It goes on by itself as long as a worker runs (npm run worker); see it in Temporal UI.';

type Sweep = () => Promise<SweepResult>;

/**
 * Has Temporal sweep again and again, if it does not already; a schedule that somebody has paused stays paused. It carries
 * the canary of the worker's keys. Throws {@link PayloadKeysDiffer} where the one that is there cannot be read: neither
 * could the orders.
 */
export async function scheduleSweep(
  client: Client,
  taskQueue: string,
  { everyMs, keyCanary }: { readonly everyMs: number; readonly keyCanary: KeyCanary },
): Promise<void> {
  const scheduleId = sweepScheduleId(taskQueue);
  const options = {
    scheduleId,
    spec: { intervals: [{ every: everyMs }] },
    // One at a time; what a missed one would have found the next one finds.
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 minute' },
    action: { type: 'startWorkflow', workflowType: 'sweep', workflowId: scheduleId, taskQueue, memo: { keyCanary } },
  } as const satisfies ScheduleOptions;
  try {
    await client.schedule.create(options);
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await readKeyCanary(client, taskQueue);
    await client.schedule.getHandle(scheduleId).update(({ state }) => ({ ...options, state }));
  }
}

/**
 * Has Temporal sweep as soon as the sweep that may be under way has ended; false where nothing ever sweeps. Once this
 * returns, Temporal will do it.
 */
export async function sweepSoon(client: Client, taskQueue: string): Promise<boolean> {
  try {
    // Without a policy it would overlap, and would not be told what the sweep before has left.
    await client.schedule.getHandle(sweepScheduleId(taskQueue)).trigger(ScheduleOverlapPolicy.BUFFER_ONE);
    return true;
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return false;
    throw error;
  }
}

const askEveryMs = 200;

/**
 * Sweeps now, after the sweep that may be under way, and answers with what was found. Throws {@link SweepUnfinished} where
 * that takes longer than `timeoutMs`, or has failed; what was begun goes on.
 */
export async function sweepNow(client: Client, taskQueue: string, timeoutMs = 2 * 60_000): Promise<SweepReport> {
  const schedule = client.schedule.getHandle(sweepScheduleId(taskQueue));
  const giveUpAt = Date.now() + timeoutMs;
  const before = await actions().catch((error: unknown) => {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
    throw new SweepUnfinished('Nothing sweeps yet: a worker makes the schedule when it starts (npm run worker).');
  });
  // The workflows are named by the second in which they start, so that there can be one in a second.
  const lastAt = Math.max(0, ...before.map(({ takenAt }) => takenAt.getTime()));
  await delay(Math.max(0, Math.floor(lastAt / 1_000) * 1_000 + 1_000 - Date.now()));
  await sweepSoon(client, taskQueue);
  while (Date.now() < giveUpAt) {
    const started = (await actions()).find(
      (action) => !before.some(({ workflowId }) => workflowId === action.workflowId),
    );
    if (started !== undefined) return reportOf(started.workflowId);
    await delay(askEveryMs);
  }
  throw new SweepUnfinished(`No sweep has begun yet: one is still under way. ${goesOn}`);

  async function reportOf(workflowId: string): Promise<SweepReport> {
    try {
      const result = () => client.workflow.result<Sweep>(workflowId);
      const { sweptAt, counts } = await client.withDeadline(giveUpAt, result);
      return { sweptAt, ...counts };
    } catch (error) {
      if (error instanceof WorkflowFailedError) {
        throw new SweepUnfinished(`The sweep ${workflowId} has failed. See it in Temporal UI for why.`, {
          cause: error,
        });
      }
      if (!isGrpcDeadlineError(error)) throw error;
      throw new SweepUnfinished(`The sweep ${workflowId} has not ended yet. ${goesOn}`, { cause: error });
    }
  }

  async function actions(): Promise<{ workflowId: string; takenAt: Date }[]> {
    const { recentActions } = (await schedule.describe()).info;
    return recentActions.map(({ action, takenAt }) => ({ workflowId: action.workflow.workflowId, takenAt }));
  }
}
