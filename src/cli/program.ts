import { Command, CommanderError } from 'commander';
import { actions } from './actions';
import { exitCodes, present, presentFailure } from './answer';
import { addBankingCommands } from './banking-commands';
import { addOperatorCommands } from './operator-commands';
import { jsonOption } from './option-values';
import { addOrderCommands, type Run } from './order-commands';
import type { Terminal } from './terminal';
import { addEventCommands } from './event-commands';
import { addReportingCommands } from './reporting-commands';

/** Runs one command line, such as `['status', 'order-1']`, and answers with its exit code. Never throws. */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode: number = exitCodes.done;
  const run: Run = async ({ json = false }, work) => {
    exitCode = present(terminal, await work(), json);
  };
  try {
    await createProgram(terminal, run).parseAsync(words, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) return presentFailure(terminal, error);
    // Commander has said already what is wrong, or printed the help that was asked for.
    return error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUsage;
  }
}

function createProgram(terminal: Terminal, run: Run): Command {
  const program = new Command('offramp')
    .description('Start, follow and repair offramps: a customer sends crypto and is paid out in their bank account.')
    .exitOverride()
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      outputError: (message, write) => write(usageSentence(message)),
    })
    .helpCommand(false)
    .addHelpText('after', '\nExit codes: 0 done, 1 failed, 2 wrong usage. Orders need PAYLOAD_KEYS and TEMPORAL_*.');
  addOrderCommands(program, terminal, run);
  addOperatorCommands(program, terminal, run);
  addReportingCommands(program, terminal, run);
  addEventCommands(program, terminal, run);
  addBankingCommands(program, terminal, run);
  program
    .command('doctor')
    .description('Check the settings and everything that orders depend on, and say what to do.')
    .addOption(jsonOption())
    .action((options: { json?: boolean }) =>
      run(options, () => actions.checkInstallation().checkInstallation(terminal)),
    );
  return program;
}

/** Commander's `error: unknown command 'x'` as a sentence that says where to look. */
function usageSentence(message: string): string {
  const plain = message.replace(/^error: /, '').trim();
  const sentence = plain.charAt(0).toUpperCase() + plain.slice(1) + (/[.)?]$/.test(plain) ? '' : '.');
  return `${sentence}\nAdd --help to see what can be given.\n`;
}
