import { countByKind, customersIn, duplicatesIn, type Duplicate } from './creates';
import type { OrderStanding } from './orders';
import { paidTwiceText, type PaidTwice } from './paid-twice';
import type { AcceptedCreate } from './provider-log';

/** What is to be judged: the provider's log and books, and the orders that were started with how Temporal says they stand. */
export interface Evidence {
  readonly log: readonly AcceptedCreate[];
  readonly paidTwice: PaidTwice;
  readonly orders: readonly (OrderStanding & { readonly externalId: string })[];
  /** The ids of all orders that Temporal lists. */
  readonly listed: readonly string[];
}

export interface Verdict {
  readonly creates: ReadonlyMap<string, number>;
  readonly duplicates: readonly Duplicate[];
  /** Orders that have neither ended nor say what they wait for. */
  readonly lost: readonly OrderStanding[];
  /** A sentence for everything that must not be. */
  readonly violations: readonly string[];
}

/**
 * Judges a run from outside. It shares no code with the worker, and finds out by itself what was made twice. Whether money
 * moved twice it believes the provider.
 */
export function judge({ log, paidTwice, orders, listed }: Evidence): Verdict {
  const duplicates = duplicatesIn(log);
  const lost = orders.filter(isLost);
  const customers = customersIn(log);
  const started = new Set(orders.map(({ workflowId }) => workflowId));
  const found = new Set(listed);
  return {
    creates: countByKind(log),
    duplicates,
    lost,
    violations: [
      ...duplicates.map(({ kind, key, ids }) => `The ${kind} ${key} was made ${ids.length} times: ${ids.join(', ')}.`),
      ...paidTwiceText(paidTwice),
      ...lost.map((order) => `${order.workflowId} ${lossOf(order)}.`),
      // Money cannot have moved for a customer whom the provider does not know: the log must be incomplete.
      ...orders
        .filter(({ standing, externalId }) => standing.is === 'settled' && !customers.has(externalId))
        .map(({ workflowId }) => `${workflowId} is settled, but the provider's log does not hold its customer.`),
      ...[...started].filter((id) => !found.has(id)).map((id) => `${id} was started, but Temporal does not list it.`),
      ...listed.filter((id) => !started.has(id)).map((id) => `${id} is an order that nobody started.`),
    ],
  };
}

function isLost({ standing }: OrderStanding): boolean {
  const saysNothing = standing.is === 'needing attention' && standing.reason === '';
  return standing.is === 'under way' || standing.is === 'broken' || saysNothing;
}

function lossOf({ standing }: OrderStanding): string {
  switch (standing.is) {
    case 'under way':
      return `has come to no end, and does not say what it waits for at ${standing.stage}`;
    case 'broken':
      return `is lost: its workflow is ${standing.how}`;
    case 'needing attention':
      return 'needs attention without saying why';
    case 'settled':
    case 'ended':
      return 'is not lost';
  }
}
