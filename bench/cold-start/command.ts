import type { Command } from 'commander';
import type { Bench, RunBench } from '../program';
import { measureColdStart, type ColdStartExtent } from './measure-cold-start';

const whole: ColdStartExtent = { starts: 15, judgesTimes: true };
const short: ColdStartExtent = { starts: 2, judgesTimes: false };

export function coldStartBench(ci: boolean): Bench {
  return (say) => measureColdStart(ci ? short : whole, say);
}

/** Adds `bench cold-start`. */
export function addColdStartBench(program: Command, run: RunBench): void {
  program
    .command('cold-start')
    .description('How long the built worker takes from its start until it is ready.')
    .option('--ci', 'a short form: two starts, whose times are not judged', false)
    .action(({ ci }: { ci: boolean }) => run(coldStartBench(ci)));
}
