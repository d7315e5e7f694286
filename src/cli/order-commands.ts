import { Option, type Command } from 'commander';
import type { UnmatchedFilter } from '../client';
import { actions } from './actions';
import { WrongUsage, type Answer } from './answer';
import {
  attentionOption,
  currencyOption,
  duration,
  idOption,
  jsonOption,
  stageOption,
  wholeNumber,
} from './option-values';
import type { FilterOptions } from './order-filter';
import type { Terminal } from './terminal';

/** Runs a command's work and prints its answer. */
export type Run = (options: { readonly json?: boolean }, work: () => Promise<Answer>) => Promise<void>;

interface ListOptions extends FilterOptions {
  readonly json?: boolean;
}

/** What a backend does: start an order, show its address, follow it. */
export function addOrderCommands(program: Command, terminal: Terminal, run: Run): void {
  program
    .command('start')
    .summary('start an offramp')
    .description(
      'Start the order in a JSON file, or say how it stands if it has been started before. The file holds one object: ' +
        '{reference, customer, bankAccount, source, deadlines?}.',
    )
    .argument('<file>', 'JSON file with the order; - reads standard input')
    .addOption(jsonOption())
    .action((file: string, options: { json?: boolean }) =>
      run(options, () => actions.startOrder().startOrder(terminal, file)),
    );

  program
    .command('status')
    .description('Show how an order stands.')
    .argument('<reference>')
    .addOption(jsonOption())
    .action((reference: string, options: { json?: boolean }) =>
      run(options, () => actions.showOrder().showOrder(terminal, reference)),
    );

  program
    .command('audit')
    .description('Show who has intervened in an order, when, why, and what became of it.')
    .argument('<reference>')
    .addOption(jsonOption())
    .action((reference: string, options: { json?: boolean }) =>
      run(options, () => actions.showAudit().showAudit(terminal, reference)),
    );

  addFilters(program.command('list').description('List orders, those that need attention first.'))
    .option('--unmatched', 'list the events that no order is known by, instead')
    .action(({ unmatched = false, ...options }: ListOptions & { unmatched?: boolean }) =>
      run(options, () => {
        if (!unmatched) return actions.listOrders().listOrders(terminal, options);
        return actions.listUnmatched().listUnmatched(terminal, unmatchedFilter(options));
      }),
    );

  addFilters(
    program
      .command('watch')
      .description('Follow one order, a line per change, until it ends. Without a reference: keep the list in view.')
      .argument('[reference]')
      .option('--until-outcome', 'end once the outcome is known, without watching for a return'),
  ).action((reference: string | undefined, options: ListOptions & { untilOutcome?: boolean }) =>
    run(options, () => {
      const { untilOutcome = false, json = false, ...filter } = options;
      const quiet = { quiet: json };
      return reference === undefined
        ? actions.watchOrders().watchList(terminal, filter, quiet)
        : actions.watchOrders().watchOrder(terminal, reference, { untilOutcome, ...quiet });
    }),
  );

  program
    .command('await-deposit-address')
    .description('Wait for the address that the customer sends to.')
    .argument('<reference>')
    .addOption(new Option('--timeout <duration>', 'how long to wait').argParser(duration).default(60_000, '1 minute'))
    .addOption(jsonOption())
    .action((reference: string, options: { json?: boolean; timeout: number }) =>
      run(options, () => actions.showOrder().showDepositAddress(terminal, reference, options.timeout)),
    );
}

/** What events without an order can be listed by: they have no stage, no currency, and one reason for attention. */
function unmatchedFilter({ needsAttention, limit, json: _, ...others }: ListOptions): UnmatchedFilter {
  if (needsAttention !== true && needsAttention !== undefined) {
    throw new WrongUsage('Events without an order need attention for one reason only: give --needs-attention alone.');
  }
  const { running: __, ...ofOrders } = others;
  if (Object.keys(ofOrders).length > 0) {
    throw new WrongUsage(
      'Events without an order have no stage, currency or id to list them by: leave these options out.',
    );
  }
  return { ...(needsAttention && { needsAttention }), ...(limit !== undefined && { limit }) };
}

function addFilters(command: Command): Command {
  return command
    .addOption(stageOption())
    .addOption(currencyOption('only orders paid out in this currency'))
    .addOption(attentionOption())
    .option('--waiting-for-window', 'only orders that send money again once the bank takes it')
    .option('--overdue', 'only orders that have waited too long for something, and need nobody yet')
    .option('--silent', 'only orders that should have acted by themselves by now, and have not')
    .addOption(idOption('only orders that know this, such as deposit:d-1, or wallet:<address>'))
    .option('--running', 'only orders that have not ended')
    .addOption(new Option('--limit <number>', 'at most so many, newest first').argParser(wholeNumber).default(100))
    .addOption(jsonOption());
}
