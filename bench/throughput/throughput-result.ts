import type { BenchResult, Figure } from '../parts/result';
import { mean } from '../parts/statistics';
import type { ThroughputExtent } from './measure-throughput';
import { compare, type BatchUse, type Pair } from './pair';

/** What one order takes of others. */
export interface PerOrder {
  readonly events: number;
  readonly controlEvents: number;
  readonly calls: number;
  readonly controlCalls: number;
}

/** What is promised (README, *What it promises*): orders are nearly as quick as what somebody would write by hand. */
const promised = { ratioAtLeast: 0.9, cpuAtMost: 1.3, eventsAtMost: 90, callsAtMost: 5 } as const;

/** The figures and charts of a run. Few orders prove no speed, so that then only the counts are promised. */
export function throughputResult(
  { pairs: wanted, ordersPerBatch, judgesTimes }: ThroughputExtent,
  pairs: readonly Pair[],
  perOrder: PerOrder,
): Omit<BenchResult, 'measuredOn' | 'machine'> {
  const speed = compare(pairs, 'ordersPerSecond');
  const cpu = compare(pairs, 'cpuMsPerOrder');
  const sure = `${(speed.bounds.confidence * 100).toFixed(0)} %`;
  const limits = judgesTimes
    ? { speed: { atLeast: promised.ratioAtLeast }, cpu: { atMost: promised.cpuAtMost } }
    : { speed: {}, cpu: {} };
  return {
    name: 'throughput',
    setting:
      `${wanted} pairs of ${ordersPerBatch} orders and ${ordersPerBatch} of the control's, from start to end; orders a ` +
      'second until the last of a batch is paid.',
    figures: [
      average('orders a second', 'orders/s', pairs, ({ offramp }) => offramp.ordersPerSecond, 'more'),
      average('control, orders a second', 'orders/s', pairs, ({ control }) => control.ordersPerSecond),
      { name: 'ratio of orders a second, median', value: speed.ratio, unit: '', better: 'more' },
      { name: `same, lower bound (${sure})`, value: speed.bounds.lower, unit: '', better: 'more', ...limits.speed },
      { name: `same, upper bound (${sure})`, value: speed.bounds.upper, unit: '' },
      average('worker CPU an order', 'ms', pairs, ({ offramp }) => offramp.cpuMsPerOrder, 'less'),
      average('control, worker CPU an order', 'ms', pairs, ({ control }) => control.cpuMsPerOrder),
      { name: 'ratio of worker CPU, median', value: cpu.ratio, unit: '', better: 'less', ...limits.cpu },
      {
        name: 'history events an order',
        value: perOrder.events,
        unit: '',
        better: 'less',
        atMost: promised.eventsAtMost,
      },
      { name: 'control, history events an order', value: perOrder.controlEvents, unit: '' },
      {
        name: 'provider calls an order',
        value: perOrder.calls,
        unit: '',
        better: 'less',
        atMost: promised.callsAtMost,
      },
      { name: 'control, provider calls an order', value: perOrder.controlCalls, unit: '' },
    ],
    charts: [
      {
        ...{ name: 'orders-a-second', title: 'Orders a second, from start to end', kind: 'points' },
        ...{ xLabel: 'pair', yLabel: 'orders/s' },
        series: series(pairs, 'ordersPerSecond'),
      },
      {
        ...{ name: 'worker-cpu', title: 'Processor time of the worker for one order', kind: 'points' },
        ...{ xLabel: 'pair', yLabel: 'ms' },
        series: series(pairs, 'cpuMsPerOrder'),
      },
    ],
  };
}

function average(
  name: string,
  unit: string,
  pairs: readonly Pair[],
  of: (pair: Pair) => number,
  better?: 'more' | 'less',
): Figure {
  return { name, value: mean(pairs.map(of)), unit, ...(better && { better }) };
}

function series(pairs: readonly Pair[], what: keyof BatchUse) {
  const points = (of: (pair: Pair) => BatchUse) => pairs.map((pair, index) => [index + 1, of(pair)[what]] as const);
  return [
    { label: 'offramp', points: points(({ offramp }) => offramp) },
    { label: 'control', points: points(({ control }) => control) },
  ];
}
