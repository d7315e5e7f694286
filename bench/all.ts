import type { Command } from 'commander';
import { calendarBench } from './calendar/command';
import { coldStartBench } from './cold-start/command';
import { herdBench } from './herd/command';
import { memoryBench } from './memory/command';
import type { Bench, RunBench } from './program';
import { relayBench } from './relay/command';
import { throughputBench } from './throughput/command';

/** Every bench, the longest last. */
const benches = {
  calendar: calendarBench,
  'cold-start': coldStartBench,
  relay: relayBench,
  memory: memoryBench,
  throughput: throughputBench,
  herd: herdBench,
} as const;

/** All benches, one after the other; one that breaks down falls short of everything, and the others still run. */
function allBenches(ci: boolean): Bench {
  return async (say) => {
    const shortcomings: string[] = [];
    for (const [name, benchOf] of Object.entries(benches)) {
      say(`\n== ${name}`);
      try {
        shortcomings.push(...(await benchOf(ci)(say)));
      } catch (error) {
        shortcomings.push(`${name} broke down: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    return shortcomings;
  };
}

/** Adds `bench all`, which is also what `bench` alone does. */
export function addAllBenches(program: Command, run: RunBench): void {
  program
    .command('all', { isDefault: true })
    .description('All of these, one after the other.')
    .option('--ci', 'the short form of each', false)
    .action(({ ci }: { ci: boolean }) => run(allBenches(ci)));
}
