import type { Command } from 'commander';
import type { Bench, RunBench } from '../program';
import { compareWithLuxon } from './compare-with-luxon';

export function calendarBench(ci: boolean): Bench {
  return async (say) => compareWithLuxon(ci ? { plans: 2_000, rounds: 5 } : { plans: 5_000, rounds: 11 }, say);
}

/** Adds `bench calendar`. */
export function addCalendarBench(program: Command, run: RunBench): void {
  program
    .command('calendar')
    .description('Plans of bank transfers a second, beside the same plans made plainly with luxon.')
    .option('--ci', 'a short form: fewer instants and rounds', false)
    .action(({ ci }: { ci: boolean }) => run(calendarBench(ci)));
}
