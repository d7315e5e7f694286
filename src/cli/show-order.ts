import { workflowIdOf } from '../signals/offramp-order';
import type { ShownDepositAddress } from '../signals/status';
import { CommandFailed, type Answer } from './answer';
import { commandPrefix } from '../signals/command-line';
import { columns, words } from './layout';
import { orderText } from './order-text';
import { withOfframps } from './session';
import type { Terminal } from './terminal';

/** How an order stands. */
export async function showOrder(terminal: Terminal, reference: string): Promise<Answer> {
  const status = await withOfframps(terminal, (offramps) => offramps.status(reference));
  return { json: status, text: orderText(status) };
}

/** The address that the customer sends to, as soon as it may be shown. */
export async function showDepositAddress(terminal: Terminal, reference: string, timeoutMs: number): Promise<Answer> {
  const answer = await withOfframps(terminal, (offramps) => offramps.awaitDepositAddress(reference, { timeoutMs }));
  if (answer === undefined) {
    throw new CommandFailed(
      `The deposit address of ${reference} is not there yet. Ask again, or see what the order waits for: ` +
        `${commandPrefix} status ${reference}`,
    );
  }
  if ('ended' in answer) {
    const { outcome, reason } = answer.ended;
    throw new CommandFailed(
      `The order ${reference} has ended without a deposit address: ${outcome} (${words(reason)}).`,
    );
  }
  const { depositAddress } = answer;
  return {
    json: { reference, workflowId: workflowIdOf(reference), depositAddress },
    text: addressText(depositAddress),
  };
}

function addressText({ address, network, currency, memo }: ShownDepositAddress): string {
  const rows = [['Address', address], ['Network', network], ...(memo === undefined ? [] : [['Memo', memo]])];
  return `${columns(rows)}\nSend only ${currency}, and only on ${network}: anything else is lost.`;
}
