import type { Command, CommandOptions } from 'commander';
import type { Bench, RunBench } from './program';

/** A bench as it is started by its name. */
export interface NamedBench {
  readonly name: string;
  readonly description: string;
  /** What `--ci` leaves out. */
  readonly short: string;
  /** Its short form, or the whole. */
  readonly of: (ci: boolean) => Bench;
}

/** Adds `bench <name> [--ci]`. */
export function addBench(
  program: Command,
  run: RunBench,
  { name, description, short, of }: NamedBench,
  options: CommandOptions = {},
): void {
  program
    .command(name, options)
    .description(description)
    .option('--ci', `a short form: ${short}`, false)
    .action(({ ci }: { ci: boolean }) => run(of(ci)));
}
