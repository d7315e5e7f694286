import { calendarBench } from './calendar/command';
import { coldStartBench } from './cold-start/command';
import { herdBench } from './herd/command';
import { memoryBench } from './memory/command';
import type { NamedBench } from './named-bench';
import type { Bench } from './program';
import { relayBench } from './relay/command';
import { throughputBench } from './throughput/command';

/** Every bench but that of a herd, whose command takes more than `--ci`. */
export const plainBenches: readonly NamedBench[] = [
  calendarBench,
  coldStartBench,
  relayBench,
  memoryBench,
  throughputBench,
];

/** All benches, one after the other; one that breaks down falls short of everything, and the others still run. */
function allBenches(ci: boolean): Bench {
  return async (say) => {
    const shortcomings: string[] = [];
    // The longest last.
    for (const { name, of } of [...plainBenches, herdBench]) {
      say(`\n== ${name}`);
      try {
        shortcomings.push(...(await of(ci)(say)));
      } catch (error) {
        shortcomings.push(`${name} broke down: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    return shortcomings;
  };
}

/** What `bench` alone does. */
export const allOfThem: NamedBench = {
  name: 'all',
  description: 'All of these, one after the other.',
  short: 'the short form of each',
  of: allBenches,
};
