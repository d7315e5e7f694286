import { Command, CommanderError } from 'commander';
import { addAroundTheEnd } from './around-the-end/command';
import { addCrashPoints } from './crash-points/command';
import { addDoublePayment } from './double-payment/command';
import { addKill } from './kill/command';
import { addTemporalAway } from './temporal-away/command';
import { addStorm } from './storm/command';
import type { RunChaos } from './run-chaos';

/** The command line `chaos <name>`. Commander itself says what is wrong with one that cannot be understood. */
export async function readCommandLine(words: readonly string[], run: RunChaos): Promise<'ran' | 'helped' | 'misused'> {
  const program = new Command('chaos')
    .description(
      'Breaks the parts of a running system on purpose, and checks from outside that nothing is lost or made twice.',
    )
    .exitOverride()
    .helpCommand(false)
    .addHelpText('after', '\nExit codes: 0 nothing was lost or made twice, 1 something was, 2 wrong usage.');
  addCrashPoints(program, run);
  addDoublePayment(program, run);
  addAroundTheEnd(program, run);
  addTemporalAway(program, run);
  addStorm(program, run);
  addKill(program, run);
  try {
    await program.parseAsync(words, { from: 'user' });
    return 'ran';
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has said already what is wrong, or printed the help that was asked for.
    return error.exitCode === 0 ? 'helped' : 'misused';
  }
}
