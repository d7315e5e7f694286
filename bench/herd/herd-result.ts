import type { BenchResult, Figure } from '../parts/result';
import { median } from '../parts/statistics';
import { busiestRate, callsInEachSecond } from './call-rate';
import type { HerdExtent } from './measure-herd';
import type { Stragglers } from './stragglers';
import type { TaskTimeouts } from './task-timeouts';

export interface MemorySample {
  readonly atSeconds: number;
  readonly rssBytes: number;
}

/** What came of one herd. */
export interface HerdRun extends TaskTimeouts {
  /** From the opening of the window until the last payment. */
  readonly seconds: number;
  readonly startedAt: number;
  /** When each call of the provider came, on the same clock as `startedAt` (ms). */
  readonly calls: readonly number[];
  readonly payments: number;
  readonly stragglers: Stragglers;
  readonly memory: readonly MemorySample[];
  readonly lookedAt: number;
}

const mebibyte = 1_048_576;
/** Over so many seconds on end the provider's rate must hold: Temporal lets a burst of about a second through. */
const rateHoldsOverSeconds = 10;
const burst = 1.1;
/** Of a worker whose memory is flat, the last quarter of a run needs about what the first does. */
const mostGrowth = 1.2;

/** The figures and charts of a run. */
export function herdResult(extent: HerdExtent, run: HerdRun): Omit<BenchResult, 'measuredOn' | 'machine'> {
  const { orders, callsPerSecond, overMinutes, cachedOrders, keep } = extent;
  const counts = callsInEachSecond(run.calls, run.startedAt);
  const busiest = busiestRate(counts, rateHoldsOverSeconds);
  const limit = Math.round(callsPerSecond * burst * 10) / 10;
  const growth = growthOf(run.memory);
  return {
    name: 'herd',
    setting:
      `${orders} orders whose bank transfer failed wait for one window, and are released within ${overMinutes} minutes ` +
      `by moving their clocks on; the provider allows ${callsPerSecond} calls a second; the worker remembers ` +
      `${cachedOrders} orders.`,
    figures: [
      { name: 'all have sent after', value: run.seconds, unit: 's' },
      { name: 'still waiting 5 s after the last was released', value: run.stragglers.count, unit: 'orders' },
      { name: 'latest timer of these', value: run.stragglers.latestTimerSeconds, unit: 's' },
      { name: 'payments an order', value: run.payments / orders, unit: '', atLeast: 1, atMost: 1 },
      { name: 'provider calls an order', value: counts.reduce((sum, count) => sum + count, 0) / orders, unit: '' },
      {
        ...{ name: `provider calls a second, busiest ${rateHoldsOverSeconds} s`, value: busiest, unit: 'calls/s' },
        ...{ better: 'less', atMost: limit },
      },
      timeouts(`tasks that timed out at work, in ${run.lookedAt} histories`, run.unfinishedTasks),
      timeouts('tasks that waited over 5 s for their worker, in the same', run.unstartedTasks),
      {
        ...{ name: 'memory of the worker, most', value: Math.max(...run.memory.map(toMebibytes)), unit: 'MiB' },
        ...{ better: 'less' },
      },
      {
        ...{ name: 'memory, last quarter to first', value: growth, unit: '', better: 'less' },
        ...(keep ? { atMost: mostGrowth } : {}),
      },
    ],
    charts: [
      {
        ...{ name: 'herd-calls', title: `Provider calls of ${orders} orders released together`, kind: 'line' },
        ...{ xLabel: 'seconds since the window opened', yLabel: 'calls/s' },
        series: [{ label: 'calls in each second', points: counts.map((count, second) => [second, count]) }],
        limit: { label: 'provider allows', at: callsPerSecond },
      },
      {
        ...{ name: 'herd-memory', title: `Memory of the worker while ${orders} orders leave`, kind: 'line' },
        ...{ xLabel: 'seconds since the window opened', yLabel: 'MiB' },
        series: [
          {
            label: 'process (RSS)',
            points: run.memory.map((sample) => [Math.round(sample.atSeconds), Math.round(toMebibytes(sample))]),
          },
        ],
      },
    ],
  };
}

function timeouts(name: string, value: number): Figure {
  return { name, value, unit: '', better: 'less', atMost: 0 };
}

function growthOf(memory: readonly MemorySample[]): number {
  const quarter = Math.max(1, Math.floor(memory.length / 4));
  return median(memory.slice(-quarter).map(toMebibytes)) / median(memory.slice(0, quarter).map(toMebibytes));
}

function toMebibytes({ rssBytes }: MemorySample): number {
  return rssBytes / mebibyte;
}
