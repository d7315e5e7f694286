import type { CommandAccepted, CommandName, OperatorCommand } from '../signals/operator-commands';
import type { OfframpBankAccount } from '../signals/offramp-order';
import type { OfframpClient } from '../client';
import { CommandFailed } from './answer';
import { readJsonFile } from './json-file';
import type { OperatorOptions } from './operator-commands';
import type { Terminal } from './terminal';

/** A command as it was typed. */
export interface TypedCommand {
  readonly name: CommandName;
  readonly given: Omit<OperatorOptions, 'json'>;
}

/** Sends a command to an order. */
export type PreparedCommand = (offramps: OfframpClient, reference: string) => Promise<CommandAccepted>;

/** Reads what a command needs, once for however many orders it is sent to. */
export async function preparedCommand(terminal: Terminal, { name, given }: TypedCommand): Promise<PreparedCommand> {
  const { account } = given;
  const bankAccount = account === undefined ? undefined : accountIn(await readJsonFile(terminal, account));
  return (offramps, reference) => send(offramps, { name, reference, given }, bankAccount);
}

/** Bare, or inside an order. Whether it can be used the order itself says, with every problem at once. */
function accountIn(content: unknown): unknown {
  return typeof content === 'object' && content !== null && 'bankAccount' in content ? content.bankAccount : content;
}

function send(
  offramps: OfframpClient,
  { name, reference, given }: TypedCommand & { readonly reference: string },
  bankAccount: unknown,
): Promise<CommandAccepted> {
  const { operator = '', reason = '', attempt: named, outcome, code, scheme, fundsReturned } = given;
  const attempt = named === undefined ? {} : { attempt: named };
  const { amount = '', currency = '', transactionId = '', destination = '', deadline = '' } = given;
  const command: OperatorCommand = { operator, reason };
  switch (name) {
    case 'retryNow':
      return offramps.retryNow(reference, command);
    case 'cancelOfframp':
      return offramps.cancelOfframp(reference, command);
    case 'confirmBankTransfer':
      return offramps.confirmBankTransfer(reference, { ...command, ...attempt });
    case 'confirmFundsReturned':
      return offramps.confirmFundsReturned(reference, { ...command, ...attempt, ...(given.amount && { amount }) });
    case 'reportNotReceived':
      return offramps.reportNotReceived(reference, {
        ...command,
        ...attempt,
        ...(code && { code }),
        ...(scheme && { scheme }),
        ...(fundsReturned && { fundsReturned }),
      });
    case 'replaceBankAccount':
      // The order checks it itself, as it does for every client.
      return offramps.replaceBankAccount(reference, { ...command, bankAccount: bankAccount as OfframpBankAccount });
    case 'recordRefund':
      return offramps.recordRefund(reference, { ...command, amount, currency, transactionId });
    case 'recordDisposition':
      return offramps.recordDisposition(reference, { ...command, amount, currency, destination });
    case 'extendDeadline':
      return offramps.extendDeadline(reference, { ...command, deadline });
    case 'closeOfframp':
      if (outcome === undefined) throw new CommandFailed('close-offramp needs --outcome.');
      return offramps.closeOfframp(reference, { ...command, outcome });
  }
}
