import type { NamedBench } from '../named-bench';
import { measureMemory, type MemoryExtent } from './measure-memory';

const whole: MemoryExtent = { levels: [250, 500, 1_000, 1_500, 2_000], keep: true };
const short: MemoryExtent = { levels: [20, 40], keep: false };

export const memoryBench: NamedBench = {
  name: 'memory',
  description: 'What an order that waits, and is remembered by the worker, takes of its memory.',
  short: 'few orders',
  of: (ci) => (say) => measureMemory(ci ? short : whole, say),
};
