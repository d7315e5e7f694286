import type { Command } from 'commander';
import { actions } from './actions';
import { jsonOption } from './option-values';
import { requireOptions } from './required-options';
import type { Run } from './order-commands';
import type { Terminal } from './terminal';

interface UnmatchedOptions {
  readonly operator?: string;
  readonly reason?: string;
  readonly reference?: string;
  readonly json?: boolean;
}

/** What an operator does about events: look for those that were lost, and see to those that no order is known by. */
export function addEventCommands(program: Command, terminal: Terminal, run: Run): void {
  const add = (name: string, description: string): Command =>
    program
      .command(name)
      .description(description)
      .argument('<id>', 'as list --unmatched shows it')
      .option('--operator <name>', 'who asks; recorded with the event (required)')
      .option('--reason <why>', 'why; recorded with the event (required)')
      .addOption(jsonOption());

  program
    .command('sweep')
    .description('Look now for what webhooks have missed. The worker does so every few minutes (SWEEP_INTERVAL).')
    .addOption(jsonOption())
    .action((options: { json?: boolean }) => run(options, () => actions.sweep().sweep(terminal)));
  add('assign', 'Hand an event that no order is known by to an order.')
    .option('--reference <reference>', 'the order that should have it (required)')
    .action((id: string, options: UnmatchedOptions) =>
      run(options, () => {
        requireOptions('assign', options, ['operator', 'reason', 'reference']);
        const { operator = '', reason = '', reference = '' } = options;
        return actions.operateUnmatched().assignUnmatched(terminal, id, { operator, reason, reference });
      }),
    );
  add('dismiss', 'State that an event that no order is known by concerns none.').action(
    (id: string, options: UnmatchedOptions) =>
      run(options, () => {
        requireOptions('dismiss', options, ['operator', 'reason']);
        const { operator = '', reason = '' } = options;
        return actions.operateUnmatched().dismissUnmatched(terminal, id, { operator, reason });
      }),
  );
}
