import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { driveOrders, startOrders, workflowIdIn } from '../../bench/throughput/drive-orders';
import {
  eventCount,
  leanest,
  shapeDifferences,
  shapeOf,
  type HistoryShape,
} from '../../bench/throughput/history-shape';
import { compare, type Pair } from '../../bench/throughput/pair';
import { throughputResult } from '../../bench/throughput/throughput-result';
import { shortcomingsOf } from '../../bench/parts/result';
import { withBenchSite } from '../../bench/parts/bench-site';

type Events = Parameters<typeof shapeOf>[0];
const recorded = (story: string): HistoryShape => {
  const file = join(__dirname, '..', 'histories', `${story}.json`);
  return shapeOf((JSON.parse(readFileSync(file, 'utf8')) as { events: Events }).events);
};
const pair = (speed: number, cpu = 1): Pair => ({
  offramp: { ordersPerSecond: 10 * speed, cpuMsPerOrder: 20 * cpu },
  control: { ordersPerSecond: 10, cpuMsPerOrder: 20 },
});
const perOrder = { events: 79, controlEvents: 79, calls: 5, controlCalls: 5 };
const pairs = (speed: number, cpu?: number) => Array.from({ length: 12 }, () => pair(speed, cpu));
const judged = { pairs: 12, ordersPerBatch: 100, judgesTimes: true };
const limits = (of: readonly Pair[], counts = perOrder) => shortcomingsOf(throughputResult(judged, of, counts));

describe('the shape of a history', () => {
  it('counts events by type, without those that only a moved clock writes', () => {
    const happy = recorded('happy-path');
    expect(happy.get('WORKFLOW_EXECUTION_SIGNALED')).toBe(6);
    expect(happy.get('UPSERT_WORKFLOW_SEARCH_ATTRIBUTES')).toBe(9);
    expect(happy.has('WORKFLOW_EXECUTION_OPTIONS_UPDATED')).toBe(false);
    expect(eventCount(happy)).toBe(79);
  });

  it('differs where another story is told', () => {
    const differences = shapeDifferences(recorded('happy-path'), recorded('no-deposit'));
    expect(differences).toContainEqual(expect.stringMatching(/^WORKFLOW_EXECUTION_SIGNALED: 6 in an order's history/));
  });

  it('does not differ by a few workflow tasks, but by a single timer', () => {
    const shape = (tasks: number, timers: number): HistoryShape =>
      new Map([
        ['WORKFLOW_TASK_STARTED', tasks],
        ['TIMER_STARTED', timers],
      ]);
    expect(shapeDifferences(shape(12, 4), shape(14, 4))).toEqual([]);
    expect(shapeDifferences(shape(12, 4), shape(20, 4))).toHaveLength(1);
    expect(shapeDifferences(shape(12, 4), shape(12, 5))).toEqual([
      "TIMER_STARTED: 4 in an order's history, 5 in the control's.",
    ]);
  });
});

describe('the throughput bench', () => {
  it('compares each batch with the one beside it', () => {
    const drifting = [pair(0.95), { ...pair(0.95), control: { ordersPerSecond: 5, cpuMsPerOrder: 40 } }];
    expect(compare(drifting, 'ordersPerSecond').ratio).toBeCloseTo((0.95 + 1.9) / 2);
  });

  it('is content with orders nearly as quick as the control', () => {
    expect(limits(pairs(0.91, 1.29))).toEqual([]);
  });

  it.each<[what: string, found: string[], expected: string]>([
    ['are slow', limits(pairs(0.89)), 'lower bound (96 %) is 0.89; it must be at least 0.9.'],
    ['are slow in three of twelve pairs', limits([...pairs(1).slice(3), pair(0.8), pair(0.8), pair(0.8)]), '0.80'],
    ['take much of the processor', limits(pairs(1, 1.31)), 'ratio of worker CPU, median is 1.31'],
    ['write long histories', limits(pairs(1), { ...perOrder, events: 91 }), 'history events an order is 91'],
    ['ask the provider often', limits(pairs(1), { ...perOrder, calls: 5.1 }), 'provider calls an order is 5.10'],
  ])('says so where orders %s', (_what, found, expected) => {
    expect(found).toEqual([expect.stringContaining(expected)]);
  });

  it('judges no times of a short run', () => {
    expect(shortcomingsOf(throughputResult({ ...judged, judgesTimes: false }, pairs(0.5, 2), perOrder))).toEqual([]);
  });

  it('has a control whose history has the events of an order, of the same size', async () => {
    await withBenchSite(
      () => undefined,
      async (site) => {
        const histories = [];
        for (const kind of ['offramp', 'control'] as const) {
          const taskQueue = `test-${kind}`;
          const worker = await site.startWorker(kind, taskQueue);
          const batch = { kind, taskQueue, references: ['one', 'two', 'three'].map((name) => `${kind}-${name}`) };
          await Promise.all([startOrders(site, batch), driveOrders(site, batch)]);
          const fetched = await Promise.all(
            batch.references.map((reference) =>
              site.client.workflow.getHandle(workflowIdIn(batch, reference)).fetchHistory(),
            ),
          );
          worker.stop();
          histories.push(fetched.map(({ events }) => events ?? []));
        }
        const [ours = [], controls = []] = histories;
        const differences = shapeDifferences(leanest(ours.map(shapeOf)), leanest(controls.map(shapeOf)));
        expect(differences).toEqual([]);
        const [size, controlSize] = [ours, controls].map((each) =>
          Math.min(...each.map((events) => JSON.stringify(events).length)),
        );
        expect(Number(controlSize) / Number(size)).toBeGreaterThan(0.85);
        expect(Number(controlSize) / Number(size)).toBeLessThan(1.15);
      },
    );
  });
});
