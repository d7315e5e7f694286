import { setTimeout as delay } from 'node:timers/promises';
import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type Client,
  type ScheduleOptions,
} from '@temporalio/client';
import { SweepNotStarted } from './errors';
import { sweepScheduleId, type SweepCounts, type SweepResult } from '../signals/sweep';

/** What a sweep found, without what it leaves for the next one. */
export interface SweepReport extends SweepCounts {
  readonly sweptAt: string;
}

type Sweep = () => Promise<SweepResult>;

/** Has Temporal sweep again and again, if it does not already; a schedule that somebody has paused stays paused. */
export async function scheduleSweep(client: Client, taskQueue: string, everyMs: number): Promise<void> {
  const scheduleId = sweepScheduleId(taskQueue);
  const options = {
    scheduleId,
    spec: { intervals: [{ every: everyMs }] },
    // One at a time; what a missed one would have found the next one finds.
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 minute' },
    action: { type: 'startWorkflow', workflowType: 'sweep', workflowId: scheduleId, taskQueue },
  } as const satisfies ScheduleOptions;
  try {
    await client.schedule.create(options);
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await client.schedule.getHandle(scheduleId).update(({ state }) => ({ ...options, state }));
  }
}

const askEveryMs = 200;

/** Sweeps now, after the sweep that may be under way, and answers with what was found; waits for it up to `timeoutMs`. */
export async function sweepNow(client: Client, taskQueue: string, timeoutMs = 10 * 60_000): Promise<SweepReport> {
  const schedule = client.schedule.getHandle(sweepScheduleId(taskQueue));
  const giveUpAt = Date.now() + timeoutMs;
  const before = await actions().catch((error: unknown) => {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
    throw new SweepNotStarted('Nothing sweeps yet: a worker makes the schedule when it starts (npm run worker).');
  });
  // The workflows are named by the second in which they start, so that there can be one in a second.
  const lastAt = Math.max(0, ...before.map(({ takenAt }) => takenAt.getTime()));
  await delay(Math.max(0, Math.floor(lastAt / 1_000) * 1_000 + 1_000 - Date.now()));
  // Without a policy it would overlap, and would not be told what the sweep before has left.
  await schedule.trigger(ScheduleOverlapPolicy.BUFFER_ONE);
  for (;;) {
    const started = (await actions()).find(
      (action) => !before.some(({ workflowId }) => workflowId === action.workflowId),
    );
    if (started !== undefined) {
      const result = () => client.workflow.result<Sweep>(started.workflowId);
      const { sweptAt, counts } = await client.withDeadline(giveUpAt, result);
      return { sweptAt, ...counts };
    }
    if (Date.now() > giveUpAt) throw new SweepNotStarted('No sweep has begun in time: one may still be under way.');
    await delay(askEveryMs);
  }

  async function actions(): Promise<{ workflowId: string; takenAt: Date }[]> {
    const { recentActions } = (await schedule.describe()).info;
    return recentActions.map(({ action, takenAt }) => ({ workflowId: action.workflow.workflowId, takenAt }));
  }
}
