import type { Command } from 'commander';
import type { Bench, RunBench } from '../program';
import { measureThroughput, type ThroughputExtent } from './measure-throughput';

const whole: ThroughputExtent = { pairs: 12, ordersPerBatch: 150, judgesTimes: true };
const short: ThroughputExtent = { pairs: 2, ordersPerBatch: 20, judgesTimes: false };

export function throughputBench(ci: boolean): Bench {
  return (say) => measureThroughput(ci ? short : whole, say);
}

/** Adds `bench throughput`. */
export function addThroughputBench(program: Command, run: RunBench): void {
  program
    .command('throughput')
    .description('Orders a second, worker CPU, events and calls, beside a plain workflow of the same history shape.')
    .option('--ci', 'a short form: two pairs, whose times are not judged', false)
    .action(({ ci }: { ci: boolean }) => run(throughputBench(ci)));
}
