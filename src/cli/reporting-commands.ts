import type { Command } from 'commander';
import { actions } from './actions';
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
}
