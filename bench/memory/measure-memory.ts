import { driveOrders, startOrders } from '../throughput/drive-orders';
import { withBenchSite, type BenchSite } from '../parts/bench-site';
import { conclude } from '../parts/keep-result';
import type { MeasuredWorker, WorkerUsage } from '../parts/measured-worker';
import { slope } from '../parts/statistics';

export interface MemoryExtent {
  /** How many orders wait at each measurement, growing. */
  readonly levels: readonly number[];
  /** False: too few orders for a slope that says anything. */
  readonly keep: boolean;
}

type Say = (line: string) => void;

/** What the worker holds while a number of orders wait. */
interface Level {
  readonly orders: number;
  readonly usage: WorkerUsage;
}

const taskQueue = 'bench-memory';
const mebibyte = 1_048_576;
/** Further ones are started at once no faster than the server takes them. */
const startedTogether = 250;

/**
 * Has more and more orders wait for their deposits, all remembered by one worker, and finds out what each of them adds to
 * its memory once its garbage is collected.
 */
export async function measureMemory({ levels, keep }: MemoryExtent, say: Say): Promise<string[]> {
  const { measured, usualCache } = await withBenchSite(say, async (site) => {
    const room = String(Math.max(...levels) + 100);
    // The garbage of another thread cannot be collected from outside, so the workflows run in the main one.
    const settings = { WORKER_CACHED_ORDERS: room, TEMPORAL_DEBUG: '1' };
    const worker = await site.startWorker('offramp', taskQueue, settings);
    const usual = await site.startWorker('offramp', `${taskQueue}-usual`);
    const { cacheSize } = await usual.usage();
    usual.stop();
    return { measured: await grow(site, worker, levels, say), usualCache: cacheSize };
  });
  const forgotten = measured.find(({ orders, usage }) => usage.cachedOrders < orders);
  const points = (of: (usage: WorkerUsage) => number) =>
    measured.map(({ orders, usage }) => [orders, of(usage)] as const);
  const result = {
    name: 'memory',
    setting: `${levels.join(', ')} orders wait for their deposits, all remembered (WORKER_CACHED_ORDERS=${Math.max(...levels) + 100}).`,
    figures: [
      perOrder('heap for one waiting order', slope(points(({ heapBytes }) => heapBytes))),
      perOrder('memory of the process for one waiting order', slope(points(({ rssBytes }) => rssBytes))),
      { name: 'orders remembered unless set otherwise', value: usualCache, unit: 'orders' },
    ],
    charts: [
      {
        ...{ name: 'memory', title: 'Memory of a worker by the orders that wait in it', kind: 'line' as const },
        ...{ xLabel: 'waiting orders', yLabel: 'MiB' },
        series: [
          { label: 'process (RSS)', points: points(({ rssBytes }) => Math.round(rssBytes / mebibyte)) },
          { label: 'heap after collection', points: points(({ heapBytes }) => Math.round(heapBytes / mebibyte)) },
        ],
      },
    ],
  };
  const shortcomings = await conclude(result, { keep, say });
  if (forgotten === undefined) return shortcomings;
  const { orders, usage } = forgotten;
  return [...shortcomings, `memory: of ${orders} waiting orders the worker remembers only ${usage.cachedOrders}.`];
}

async function grow(site: BenchSite, worker: MeasuredWorker, levels: readonly number[], say: Say): Promise<Level[]> {
  const measured: Level[] = [];
  let waiting = 0;
  for (const level of levels) {
    while (waiting < level) {
      const more = Math.min(startedTogether, level - waiting);
      const references = Array.from({ length: more }, (_, index) => `memory-${waiting + index}`);
      const batch = { kind: 'offramp', taskQueue, references } as const;
      await Promise.all([startOrders(site, batch), driveOrders(site, batch, 'awaiting-deposit')]);
      waiting += more;
    }
    const usage = await worker.usage({ collect: true });
    measured.push({ orders: level, usage });
    const [rss, heap] = [usage.rssBytes, usage.heapBytes].map((bytes) => (bytes / mebibyte).toFixed(0));
    say(`${level} orders wait: ${rss} MiB, heap ${heap} MiB, ${usage.cachedOrders} remembered`);
  }
  return measured;
}

function perOrder(name: string, bytes: number) {
  return { name, value: bytes / 1_024, unit: 'KiB', better: 'less' as const };
}
