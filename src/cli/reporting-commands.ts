import type { Command } from 'commander';
import { actions } from './actions';
import type { ExportOptions } from './export-orders';
import { idOption, jsonOption } from './option-values';
import type { Run } from './order-commands';
import type { Terminal } from './terminal';

/** What an operator looks at besides single orders. */
export function addReportingCommands(program: Command, terminal: Terminal, run: Run): void {
  program
    .command('links')
    .description(
      'Print links that open Temporal UI (TEMPORAL_UI_URL) where an operator wants to look. It keeps each as a saved view.',
    )
    .addOption(idOption('only a link to the orders that know this, such as deposit:d-1, or wallet:<address>'))
    .addOption(jsonOption())
    .action((options: { id?: string[]; json?: boolean }) =>
      run(options, async () => actions.showLinks().showLinks(terminal, options)),
    );

  program
    .command('export')
    .description(
      'Write out all orders that started in a period, ended ones too, as CSV: a row for each bank transfer, refund ' +
        'and disposition, or one for an order without any.',
    )
    .requiredOption('--from <date>', 'orders started then or later: 2026-11-01, midnight in UTC, or an instant')
    .requiredOption('--to <date>', 'and before then')
    .option('--out <file>', 'write to this file, not to standard output')
    .option('--json', 'print one JSON document: the rows as objects; with --out, what was written')
    .action((options: ExportOptions) => {
      const printsItself = options.out === undefined;
      return run({ json: options.json === true && !printsItself }, () =>
        actions.exportOrders().exportOrders(terminal, options),
      );
    });
}
