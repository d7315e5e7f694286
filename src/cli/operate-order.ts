import { commandPrefix } from '../signals/command-line';
import { workflowIdOf } from '../signals/offramp-order';
import type { Answer } from './answer';
import { preparedCommand, type TypedCommand } from './prepared-command';
import { withOfframps } from './session';
import type { Terminal } from './terminal';

/** Sends one command to one order; a refusal comes with the order's own sentence. */
export async function operateOrder(terminal: Terminal, reference: string, typed: TypedCommand): Promise<Answer> {
  const send = await preparedCommand(terminal, typed);
  const { accepted } = await withOfframps(terminal, (offramps) => send(offramps, reference));
  return {
    json: { reference, workflowId: workflowIdOf(reference), accepted },
    text: `Accepted: ${accepted}\nSee: ${commandPrefix} status ${reference}`,
  };
}
