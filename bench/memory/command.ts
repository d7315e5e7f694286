import type { Command } from 'commander';
import type { Bench, RunBench } from '../program';
import { measureMemory, type MemoryExtent } from './measure-memory';

const whole: MemoryExtent = { levels: [250, 500, 1_000, 1_500, 2_000], keep: true };
const short: MemoryExtent = { levels: [20, 40], keep: false };

export function memoryBench(ci: boolean): Bench {
  return (say) => measureMemory(ci ? short : whole, say);
}

/** Adds `bench memory`. */
export function addMemoryBench(program: Command, run: RunBench): void {
  program
    .command('memory')
    .description('What an order that waits, and is remembered by the worker, takes of its memory.')
    .option('--ci', 'a short form: few orders', false)
    .action(({ ci }: { ci: boolean }) => run(memoryBench(ci)));
}
