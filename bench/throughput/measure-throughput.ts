import { withBenchSite, type BenchSite } from '../parts/bench-site';
import { conclude } from '../parts/keep-result';
import type { MeasuredWorker, WorkerKind } from '../parts/measured-worker';
import { driveOrders, startOrders, workflowIdIn, type Batch } from './drive-orders';
import { eventCount, leanest, shapeDifferences, shapeOf, type HistoryShape } from './history-shape';
import type { BatchUse, Pair } from './pair';
import { throughputResult } from './throughput-result';

export interface ThroughputExtent {
  readonly pairs: number;
  readonly ordersPerBatch: number;
  /** False: only that both do the same. The times of few orders on a busy machine say nothing. */
  readonly judgesTimes: boolean;
}

type Say = (line: string) => void;

/** Whose histories are looked at, of each batch. */
const lookedAt = 3;
const warmUpOrders = 20;

/** One kind of order, its worker, and what it has come to. */
class Contestant {
  readonly shapes: HistoryShape[] = [];
  calls = 0;
  orders = 0;
  #batches = 0;

  constructor(
    private readonly site: BenchSite,
    readonly kind: WorkerKind,
    private readonly taskQueue: string,
    private readonly worker: MeasuredWorker,
  ) {}

  /**
   * Takes as many orders from their start to their end. Their speed is that until the last of them is paid: for the end of
   * its return watch an order's clock is moved on, and a timer that a clock was moved beyond the server now and then fires
   * seconds late, an order's and a control's alike.
   */
  async run(orders: number): Promise<BatchUse> {
    const { site, kind, taskQueue, worker } = this;
    this.#batches += 1;
    const references = Array.from({ length: orders }, (_, index) => `${kind}-batch-${this.#batches}-${index}`);
    const batch: Batch = { kind, taskQueue, references };
    site.provider.forget();
    const before = await worker.usage();
    const startedAt = performance.now();
    await Promise.all([startOrders(site, batch), driveOrders(site, batch, 'watching-for-return')]);
    const seconds = (performance.now() - startedAt) / 1_000;
    await driveOrders(site, batch);
    const after = await worker.usage();
    this.calls += site.provider.count();
    this.orders += orders;
    await this.#lookAt(batch);
    return { ordersPerSecond: orders / seconds, cpuMsPerOrder: (after.cpuMs - before.cpuMs) / orders };
  }

  /** What is learned from a first batch, while nothing is compiled and cached yet, counts for nothing. */
  forget(): void {
    this.shapes.length = 0;
    this.calls = 0;
    this.orders = 0;
  }

  async #lookAt(batch: Batch): Promise<void> {
    for (const reference of batch.references.slice(-lookedAt)) {
      const handle = this.site.client.workflow.getHandle(workflowIdIn(batch, reference));
      const { events } = await handle.fetchHistory();
      this.shapes.push(shapeOf(events ?? []));
    }
  }
}

/**
 * Takes batches of orders and of the control's by turns, and answers with where orders are slower than they may be, or
 * where the control is none because it does something else.
 */
export async function measureThroughput(extent: ThroughputExtent, say: Say): Promise<string[]> {
  return withBenchSite(say, async (site) => {
    const contestants = {
      offramp: await contestant(site, 'offramp'),
      control: await contestant(site, 'control'),
    };
    for (const each of Object.values(contestants)) {
      await each.run(Math.min(warmUpOrders, extent.ordersPerBatch));
      each.forget();
    }
    say('pair   orders/s   control   cpu ms/order   control');
    const pairs: Pair[] = [];
    for (let number = 1; number <= extent.pairs; number += 1) {
      // Whichever goes second finds a fuller server, so they take turns at it.
      const [first, second] = number % 2 === 1 ? (['offramp', 'control'] as const) : (['control', 'offramp'] as const);
      const uses = { [first]: await contestants[first].run(extent.ordersPerBatch) };
      uses[second] = await contestants[second].run(extent.ordersPerBatch);
      const pair = pairOf(uses);
      pairs.push(pair);
      say(pairLine(number, pair));
    }
    const { offramp, control } = contestants;
    const shapes = { offramp: leanest(offramp.shapes), control: leanest(control.shapes) };
    const perOrder = {
      events: eventCount(shapes.offramp),
      controlEvents: eventCount(shapes.control),
      calls: offramp.calls / offramp.orders,
      controlCalls: control.calls / control.orders,
    };
    const result = throughputResult(extent, pairs, perOrder);
    const differences = shapeDifferences(shapes.offramp, shapes.control).map(
      (difference) => `The control is none: ${difference}`,
    );
    return [...(await conclude(result, { keep: extent.judgesTimes, say })), ...differences];
  });
}

async function contestant(site: BenchSite, kind: WorkerKind): Promise<Contestant> {
  const taskQueue = `bench-${kind}`;
  return new Contestant(site, kind, taskQueue, await site.startWorker(kind, taskQueue));
}

function pairOf({ offramp, control }: Readonly<Record<string, BatchUse>>): Pair {
  if (offramp === undefined || control === undefined) throw new Error('A pair lacks one of its batches.');
  return { offramp, control };
}

function pairLine(number: number, { offramp, control }: Pair): string {
  return [
    String(number).padStart(4),
    offramp.ordersPerSecond.toFixed(1).padStart(8),
    control.ordersPerSecond.toFixed(1).padStart(7),
    offramp.cpuMsPerOrder.toFixed(1).padStart(12),
    control.cpuMsPerOrder.toFixed(1).padStart(7),
  ].join('   ');
}
