import type { NamedBench } from '../named-bench';
import { measureThroughput, type ThroughputExtent } from './measure-throughput';

const whole: ThroughputExtent = { pairs: 30, ordersPerBatch: 60, judgesTimes: true };
const short: ThroughputExtent = { pairs: 2, ordersPerBatch: 20, judgesTimes: false };

export const throughputBench: NamedBench = {
  name: 'throughput',
  description: 'Orders a second, worker CPU, events and calls, beside a plain workflow of the same history shape.',
  short: 'two pairs, whose times are not judged',
  of: (ci) => (say) => measureThroughput(ci ? short : whole, say),
};
