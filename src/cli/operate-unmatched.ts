import type { OperatorCommand } from '../signals/operator-commands';
import { commandPrefix } from '../signals/command-line';
import type { Answer } from './answer';
import { withOfframps } from './session';
import type { Terminal } from './terminal';

/** Hands an unmatched event to an order. Whether the order takes it shows a moment later. */
export async function assignUnmatched(
  terminal: Terminal,
  workflowId: string,
  command: OperatorCommand & { readonly reference: string },
): Promise<Answer> {
  const { accepted } = await withOfframps(terminal, (offramps) => offramps.assign(workflowId, command));
  const see = `${commandPrefix} status ${command.reference}`;
  return {
    json: { workflowId, accepted },
    text: `Accepted: ${accepted}\nSee: ${see}\nIf the order has not taken it, it stays in: ${commandPrefix} list --unmatched`,
  };
}

/** Ends the search for an order that there is not. */
export async function dismissUnmatched(
  terminal: Terminal,
  workflowId: string,
  command: OperatorCommand,
): Promise<Answer> {
  const { accepted } = await withOfframps(terminal, (offramps) => offramps.dismiss(workflowId, command));
  return { json: { workflowId, accepted }, text: `Accepted: ${accepted}` };
}
