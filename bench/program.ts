import { Command, CommanderError } from 'commander';
import { allOfThem, plainBenches } from './all';
import { addHerdBench } from './herd/command';
import { addBench } from './named-bench';

/** A measurement: says what it found, and answers with what falls short of what is promised. */
export type Bench = (say: (text: string) => void) => Promise<readonly string[]>;

/** Carries out a measurement that the command line asks for. */
export type RunBench = (bench: Bench) => Promise<void>;

/** The command line `bench <name>`. Commander itself says what is wrong with one that cannot be understood. */
export async function readCommandLine(words: readonly string[], run: RunBench): Promise<'ran' | 'helped' | 'misused'> {
  const program = new Command('bench')
    .description('Measures what the README promises, on this machine and beside something to compare it with.')
    .exitOverride()
    .helpCommand(false)
    .addHelpText('after', '\nExit codes: 0 as promised, 1 not as promised, 2 wrong usage.');
  for (const bench of plainBenches) addBench(program, run, bench);
  addHerdBench(program, run);
  addBench(program, run, allOfThem, { isDefault: true });
  try {
    await program.parseAsync(words, { from: 'user' });
    return 'ran';
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has said already what is wrong, or printed the help that was asked for.
    return error.exitCode === 0 ? 'helped' : 'misused';
  }
}
