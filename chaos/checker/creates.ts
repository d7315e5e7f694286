import type { AcceptedCreate } from './provider-log';

/** What was made more than once, with the ids that the provider gave to it. */
export interface Duplicate {
  readonly kind: string;
  readonly key: string;
  readonly ids: readonly string[];
}

/** How many creates of each kind the provider accepted, repeated ones included. */
export function countByKind(log: readonly AcceptedCreate[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { kind } of log) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** Everything that was made twice, judged by what it is for and not by the ids that the provider made up. */
export function duplicatesIn(log: readonly AcceptedCreate[]): Duplicate[] {
  const nameOf = createNaming(log);
  const made = new Map<string, { kind: string; key: string; ids: string[] }>();
  for (const create of log) {
    const key = nameOf(create);
    const name = `${create.kind} ${key}`;
    const same = made.get(name) ?? { kind: create.kind, key, ids: [] };
    same.ids.push(create.id);
    made.set(name, same);
  }
  return [...made.values()].filter(({ ids }) => ids.length > 1);
}

/** The customers that have been made, by the partner's own ids. */
export function customersIn(log: readonly AcceptedCreate[]): Set<string> {
  return new Set(log.filter(({ kind }) => kind === 'customer').map(({ naturalKey }) => naturalKey));
}

/**
 * What a create is for: a customer is an externalId; an account is a customer and a number; a flow is an account and a
 * deposit address, of which there is one for each customer, currency and network. Copies of a customer or an account
 * count as the same, so that what is made for both copies is seen as made twice.
 */
function createNaming(log: readonly AcceptedCreate[]): (create: AcceptedCreate) => string {
  const customers = new Map<string, string>();
  const accounts = new Map<string, string>();
  for (const { kind, id, naturalKey } of log) if (kind === 'customer') customers.set(id, naturalKey);
  for (const { kind, id, naturalKey } of log) if (kind === 'bank-account') accounts.set(id, accountName(naturalKey));
  return ({ kind, naturalKey }) => {
    if (kind === 'bank-account') return accountName(naturalKey);
    return kind === 'flow' ? flowName(naturalKey) : naturalKey;
  };

  /** From `<customer id> <currency> <bank's name> <number>`; the bank's name may hold spaces. */
  function accountName(naturalKey: string): string {
    const words = naturalKey.split(' ');
    const [customerId = ''] = words;
    return `${customers.get(customerId) ?? customerId} ${words.at(-1) ?? ''}`;
  }

  /** From `<deposit address id> to <bank account id>`. */
  function flowName(naturalKey: string): string {
    const [addressId = '', accountId = ''] = naturalKey.split(' to ');
    return `${accounts.get(accountId) ?? accountId} from ${addressId}`;
  }
}
