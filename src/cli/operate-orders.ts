import { CommandRefused, type MatchingOrder, type OfframpClient } from '../client';
import { concurrently } from '../client/concurrently';
import { typedName } from '../signals/command-line';
import { CommandFailed, type Answer } from './answer';
import { preparedCommand, type PreparedCommand, type TypedCommand } from './prepared-command';
import {
  ofAnyOrder,
  ordersInWords,
  previewText,
  reportOf,
  reportText,
  type ManyOrdersReport,
  type OrderAnswer,
} from './many-orders-report';
import { withOfframps } from './session';
import type { Terminal } from './terminal';

/** So many orders are told at the same time. */
const atOnce = 8;
/** So many are shown before anything is done. */
const shownOrders = 10;

/** Which orders a command is meant for. */
export interface ManyOrders {
  /** A visibility query of Temporal's; only orders under way are looked at. */
  readonly query: string;
  /** Act, after all of them were shown. */
  readonly yes: boolean;
  /** Nothing is done where more than this match. */
  readonly most: number;
}

/**
 * Shows the orders under way that a query finds and, where that was asked for, sends a command to each. Whether it is
 * taken in each order says for itself, as ever.
 */
export async function operateOrders(terminal: Terminal, many: ManyOrders, typed: TypedCommand): Promise<Answer> {
  const send = await preparedCommand(terminal, typed);
  return withOfframps(terminal, async (offramps) => {
    const orders = await matching(offramps, many, typed);
    const command = typedName(typed.name);
    const about = { command, query: many.query, matching: orders.length };
    const shown = orders.slice(0, shownOrders).map(({ keys: _, ...listed }) => listed);
    if (!many.yes || orders.length === 0) {
      return { json: { ...about, acted: false, orders: shown }, text: previewText(command, orders.length, shown) };
    }
    const answers: OrderAnswer[] = [];
    for await (const answer of concurrently(orders, atOnce, (order) => told(offramps, order, send))) {
      answers.push(answer);
    }
    const report = reportOf(answers);
    return {
      json: { ...about, acted: true, ...report },
      text: reportText(report),
      ...failureOf(report, orders.length),
    };
  });
}

/** The orders that match. Throws where they are more than somebody may have meant, or not those of one customer. */
async function matching(
  offramps: OfframpClient,
  { query, most }: ManyOrders,
  { name }: TypedCommand,
): Promise<MatchingOrder[]> {
  const orders = await offramps.matching(query, most + 1);
  if (orders.length > most) {
    throw new CommandFailed(`More than ${ordersInWords(most)} under way match. Narrow the query, or raise --most.`);
  }
  const isOneOrders = name === 'recordRefund' || name === 'recordDisposition';
  if (isOneOrders && orders.length > 1) {
    throw new CommandFailed("One amount and one transaction are one order's: say of each by itself what became of it.");
  }
  if (name === 'replaceBankAccount' && orders.length > 1 && !areOfOneCustomer(orders)) {
    throw new CommandFailed(
      'These orders are not known to be of one customer, whose account it is: replace the account of each by itself.',
    );
  }
  return orders;
}

function areOfOneCustomer(orders: readonly MatchingOrder[]): boolean {
  const customers = orders.map(({ keys }) => keys.find((key) => key.startsWith('customer:')));
  return !customers.includes(undefined) && new Set(customers).size === 1;
}

async function told(
  offramps: OfframpClient,
  { reference }: MatchingOrder,
  send: PreparedCommand,
): Promise<OrderAnswer> {
  try {
    await send(offramps, reference);
    return { reference, became: 'done' };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const became = error instanceof CommandRefused ? 'refused' : 'failed';
    return { reference, became, sentence: ofAnyOrder(message, reference) };
  }
}

function failureOf({ failed }: ManyOrdersReport, matching: number): { readonly failure?: string } {
  const count = failed.reduce((sum, { references }) => sum + references.length, 0);
  return count === 0 ? {} : { failure: `It failed for ${count} of ${matching} orders; ask those again.` };
}
