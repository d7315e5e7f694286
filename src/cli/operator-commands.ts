import { Option, type Command } from 'commander';
import type {
  CloseCommand,
  CommandName,
  ConfirmFundsReturnedCommand,
  ConfirmTransferCommand,
  ExtendDeadlineCommand,
  RecordDispositionCommand,
  RecordRefundCommand,
  ReportNotReceivedCommand,
} from '../signals/operator-commands';
import { returnSchemes } from '../banking/return-codes';
import { typedName } from '../signals/command-line';
import { actions } from './actions';
import { WrongUsage } from './answer';
import type { ManyOrders } from './operate-orders';
import { jsonOption, wholeNumber } from './option-values';
import type { Run } from './order-commands';
import { requireOptions } from './required-options';
import type { Terminal } from './terminal';

/** The fields that some command takes beside who asks and why. */
export type OperatorOptions = Partial<
  CloseCommand &
    ConfirmTransferCommand &
    ConfirmFundsReturnedCommand &
    ReportNotReceivedCommand &
    RecordRefundCommand &
    RecordDispositionCommand &
    ExtendDeadlineCommand
> & {
  readonly json?: boolean;
  /** A file with a bank account. */
  readonly account?: string;
};

/** Which orders are meant, where it is not one by its reference. */
interface ManyOptions {
  readonly query?: string;
  readonly yes?: boolean;
  readonly most?: number;
}

/** The options that a command cannot do without, beside who asks and why. */
const alsoRequired: Readonly<Partial<Record<CommandName, readonly Exclude<keyof OperatorOptions, 'json'>[]>>> = {
  closeOfframp: ['outcome'],
  recordRefund: ['amount', 'currency', 'transactionId'],
  recordDisposition: ['amount', 'currency', 'destination'],
  extendDeadline: ['deadline'],
  replaceBankAccount: ['account'],
};

/** What an operator does: each is an Update that the order accepts, or refuses with a sentence. */
export function addOperatorCommands(program: Command, terminal: Terminal, run: Run): void {
  const add = (name: CommandName, description: string, ...options: Option[]): void => {
    const command = program
      .command(typedName(name))
      .description(description)
      .argument('[reference]', 'the order; or, for many at once, --query')
      .option('--operator <name>', 'who asks; recorded with the order (required)')
      .option('--reason <why>', 'why; recorded with the order (required)')
      .option('--query <query>', 'all orders under way that this visibility query of Temporal finds; first shows them')
      .option('--yes', 'with --query: act on them')
      .addOption(new Option('--most <number>', 'with --query: refuse where more match (100)').argParser(wholeNumber))
      .addOption(jsonOption());
    options.forEach((option) => command.addOption(option));
    command.action((reference: string | undefined, options: OperatorOptions & ManyOptions) => {
      const { json = false, query, yes, most, ...given } = options;
      return run({ json }, () => {
        const meant = whichOrders(typedName(name), reference, { query, yes, most });
        requireOptions(typedName(name), given, ['operator', 'reason', ...(alsoRequired[name] ?? [])]);
        return typeof meant === 'string'
          ? actions.operateOrder().operateOrder(terminal, meant, { name, given })
          : actions.operateOrders().operateOrders(terminal, meant, { name, given });
      });
    });
  };

  add('retryNow', 'Try the failed step again, or ask the provider now.');
  const attempt = () =>
    new Option('--attempt <number>', 'which transfer; the latest unless given').argParser(wholeNumber);
  add('confirmBankTransfer', 'State that the money has arrived in the bank account.', attempt());
  add(
    'confirmFundsReturned',
    'State that a bank transfer is dead and its money is back.',
    attempt(),
    new Option('--amount <amount>', 'how much is back, such as 229.80; all of it unless given'),
  );
  add(
    'reportNotReceived',
    'State that the customer does not have the money, or that the bank says so.',
    attempt(),
    new Option('--code <code>', "the bank's reason, such as R03 or AC04"),
    new Option('--scheme <scheme>', "whose code it is; the rail's unless given").choices([...returnSchemes]),
    new Option('--funds-returned', 'the money is back'),
  );
  add(
    'replaceBankAccount',
    'Send money that came back to another bank account.',
    new Option('--account <file>', 'JSON file with the account, as in an order; - reads standard input (required)'),
  );
  const amount = () => new Option('--amount <amount>', 'how much, such as 250.00 (required)');
  const currency = () => new Option('--currency <code>', 'that of the deposit or of the payout (required)');
  add(
    'recordRefund',
    'State that crypto of the deposit has gone back to the customer.',
    amount(),
    currency(),
    new Option('--transaction-id <id>', 'the refunding transaction (required)'),
  );
  add(
    'recordDisposition',
    'State what else became of money of an order.',
    amount(),
    currency(),
    new Option('--destination <where>', 'where it went, in words (required)'),
  );
  add(
    'extendDeadline',
    'Let an order wait longer.',
    new Option('--deadline <duration>', 'from now, such as "3 days" (required)'),
  );
  add('cancelOfframp', 'Cancel an order, as long as no deposit is known.');
  add(
    'closeOfframp',
    'End an order whose money is accounted for.',
    new Option('--outcome <outcome>', 'how it ended (required)').choices(['refunded', 'abandoned']),
  );
}

/** One order by its reference, or many by a query. Throws where that is not clear. */
function whichOrders(
  command: string,
  reference: string | undefined,
  { query, yes, most }: { readonly [Option in keyof ManyOptions]: ManyOptions[Option] | undefined },
): string | ManyOrders {
  if (reference !== undefined && query !== undefined) {
    throw new WrongUsage(`${command} takes a reference or --query, not both.`);
  }
  if (query?.trim() === '') throw new WrongUsage('--query is empty: say which orders are meant.');
  if (query !== undefined) return { query, yes: yes ?? false, most: most ?? 100 };
  if (reference === undefined) throw new WrongUsage(`${command} needs a reference or, for many orders, --query.`);
  if (yes !== undefined || most !== undefined) throw new WrongUsage('--yes and --most belong to --query.');
  return reference;
}
