import { parseArgs } from 'node:util';
import { stories } from './stories';

export interface DemoOptions {
  /** Leave everything running until Ctrl-C. */
  readonly keep: boolean;
  /** Kill the worker while the orders are under way. */
  readonly killsWorker: boolean;
  readonly help: boolean;
}

/** Thrown for a command line that cannot be understood. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}

/** What `--help` prints. */
export const usage = `npm run demo [-- --keep --kill-worker]

Starts Temporal's development server, the worker, the relay, the codec server and a simulated provider as processes of
their own, sends ${stories.length} orders through them, shows how they get on, and checks that each comes to its expected end.
Nothing leaves this machine, except that the Temporal server is downloaded if it is not there yet.

  --keep         bring an order of each kind that needs an operator to where it does, and leave everything running, for a
                 look around in Temporal UI and with the CLI, until Ctrl-C
  --kill-worker  kill the worker with SIGKILL while several orders are between the customer's approval and the trade,
                 and start a new one: every order must come to the same end as without. It is killed when no
                 request to the provider is under way: one that was would be made again after most of a minute.
  --help         show this

The orders:
${stories.map(({ name, shows }) => `  ${name.padEnd(18)}${shows}`).join('\n')}

Exit code: 0 if every order came to its expected end and nothing was made twice, 1 if not, 2 for a wrong command line.
With OFFRAMP_TEST_TEMPORAL_ADDRESS set, that Temporal server is used instead of one of the demo's own.
`;

/** Reads the command line; throws {@link WrongUsage}. */
export function readOptions(args: string[]): DemoOptions {
  try {
    const { values } = parseArgs({
      args,
      options: { keep: { type: 'boolean' }, 'kill-worker': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    const { keep = false, 'kill-worker': killsWorker = false, help = false } = values;
    return { keep, killsWorker, help };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new WrongUsage(`${reason}\nSee: npm run demo -- --help`, { cause: error });
  }
}
