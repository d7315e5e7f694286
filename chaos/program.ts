import { Command, CommanderError } from 'commander';
import { addCrashPoints } from './crash-points/command';
import type { Site } from './parts/site';

/**
 * Runs one kind of chaos: gives it a site to work with, reports every violation that it answers with, and clears up.
 * Nothing is started for a command line that cannot be understood.
 */
export type RunChaos = (
  name: string,
  work: (site: Site, say: (text: string) => void) => Promise<string[]>,
) => Promise<void>;

/** The command line `chaos <name>`. Answers false if it cannot be understood, or if only help was asked for. */
export async function readCommandLine(words: readonly string[], run: RunChaos): Promise<'ran' | 'helped' | 'misused'> {
  const program = new Command('chaos')
    .description(
      'Breaks the parts of a running system on purpose, and checks from outside that nothing is lost or made twice.',
    )
    .exitOverride()
    .helpCommand(false)
    .addHelpText('after', '\nExit codes: 0 nothing was lost or made twice, 1 something was, 2 wrong usage.');
  addCrashPoints(program, run);
  try {
    await program.parseAsync(words, { from: 'user' });
    return 'ran';
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has said already what is wrong, or printed the help that was asked for.
    return error.exitCode === 0 ? 'helped' : 'misused';
  }
}
