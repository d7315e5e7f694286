import type { CommandAccepted, CommandName, OperatorCommand } from '../signals/operator-commands';
import { workflowIdOf } from '../signals/offramp-order';
import type { OfframpClient } from '../client';
import { CommandFailed, type Answer } from './answer';
import { commandPrefix } from './attention';
import type { OperatorOptions } from './operator-commands';
import { withOfframps } from './session';
import type { Terminal } from './terminal';

interface Operation {
  readonly name: CommandName;
  readonly reference: string;
  readonly given: Omit<OperatorOptions, 'json'>;
}

/** Sends one command to one order; a refusal comes with the order's own sentence. */
export async function operateOrder(terminal: Terminal, operation: Operation): Promise<Answer> {
  const { reference } = operation;
  const { accepted } = await withOfframps(terminal, (offramps) => send(offramps, operation));
  return {
    json: { reference, workflowId: workflowIdOf(reference), accepted },
    text: `Accepted: ${accepted}\nSee: ${commandPrefix} status ${reference}`,
  };
}

function send(offramps: OfframpClient, { name, reference, given }: Operation): Promise<CommandAccepted> {
  const { operator = '', reason = '', attempt, outcome } = given;
  const { amount = '', currency = '', transactionId = '', destination = '', deadline = '' } = given;
  const command: OperatorCommand = { operator, reason };
  switch (name) {
    case 'retryNow':
      return offramps.retryNow(reference, command);
    case 'cancelOfframp':
      return offramps.cancelOfframp(reference, command);
    case 'confirmBankTransfer':
      return offramps.confirmBankTransfer(reference, { ...command, ...(attempt === undefined ? {} : { attempt }) });
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
