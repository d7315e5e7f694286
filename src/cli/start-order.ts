import { InvalidOrder } from '../client';
import { CommandFailed, type Answer } from './answer';
import { readJsonFile } from './json-file';
import { orderText } from './order-text';
import { problemList } from './problem-list';
import { withOfframps } from './session';
import type { Terminal } from './terminal';

/** Starts the order in a file; an order that has been started before answers with how it stands. */
export async function startOrder(terminal: Terminal, path: string): Promise<Answer> {
  const order = await readJsonFile(terminal, path);
  try {
    const status = await withOfframps(terminal, (offramps) => offramps.start(order));
    return { json: status, text: orderText(status) };
  } catch (error) {
    if (!(error instanceof InvalidOrder)) throw error;
    throw new CommandFailed(`The order cannot be started:\n${problemList(error.problems)}`);
  }
}
