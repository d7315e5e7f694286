import type { Command } from 'commander';
import type { ReturnScheme } from '../banking/return-codes';
import { actions } from './actions';
import { country, currencyOption, jsonOption, schemeOption } from './option-values';
import type { Run } from './order-commands';
import type { CutoffQuestion } from './plan-cutoff';
import type { Terminal } from './terminal';

/** Answers that need no Temporal and no provider, and of the settings `BANKING_OVERLAY` at most. */
export function addBankingCommands(program: Command, terminal: Terminal, run: Run): void {
  program
    .command('cutoff')
    .description('Say when a bank transfer made now would go out and arrive.')
    .addOption(currencyOption('the currency paid out').makeOptionMandatory())
    .option('--at <instant>', 'a transfer made then, such as 2026-11-24T13:30:00Z')
    .option('--account-country <code>', 'the country of the account, where it may lie abroad', country)
    .addOption(jsonOption())
    .action((options: CutoffQuestion & { json?: boolean }) =>
      run(options, async () => actions.planCutoff().planCutoff(terminal, options)),
    );

  program
    .command('check-bank-account')
    .description('Check the form of a bank account, before an order is started with it.')
    .argument('<file>', 'JSON file with a bank account, or with an order; - reads standard input')
    .addOption(jsonOption())
    .action((file: string, options: { json?: boolean }) =>
      run(options, () => actions.checkAccount().checkAccount(terminal, file)),
    );

  program
    .command('explain-code')
    .description('Say what a bank means by the code of a failed or returned transfer, and what follows from it.')
    .argument('<code>', 'such as R03 or AC04')
    .addOption(schemeOption())
    .addOption(jsonOption())
    .action((code: string, options: { scheme?: ReturnScheme; json?: boolean }) =>
      run(options, async () => actions.explainCode().explainCode(code, options)),
    );
}
