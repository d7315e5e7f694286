import type { Records } from '../../simulator/records';
import type { OfframpIds } from '../../src/signals/status';
import type { PlayedOrder, Player } from './play';

/** Every id that the provider holds for an order, by the name under which the order knows it. */
export type OwnIds = Readonly<Record<keyof OfframpIds, readonly string[]>>;

const idNames = [
  ...(['customerId', 'bankAccountId', 'flowId'] as const),
  ...(['depositAddressId', 'depositId', 'tradeId'] as const),
] satisfies readonly (keyof OfframpIds)[];

/**
 * What the provider's records hold for an order, found by what only this order has: its customer's name at the partner,
 * the currency of its account, the network of its address.
 */
export function recordsOf({ externalId }: Player, { currency, network }: PlayedOrder, records: Records): OwnIds {
  const ids = (found: readonly { readonly id: string }[]): string[] => found.map(({ id }) => id);
  const customerId = ids(records.customers.where((customer) => customer.externalId === externalId));
  const isOurs = (object: { readonly customerId: string }): boolean => customerId.includes(object.customerId);
  const bankAccountId = ids(records.bankAccounts.where((one) => isOurs(one) && one.currency === currency));
  const flowId = ids(records.flows.where((flow) => bankAccountId.includes(flow.bankAccountId)));
  const depositAddressId = ids(records.depositAddresses.where((one) => isOurs(one) && one.network === network));
  const depositId = ids(records.deposits.where((one) => depositAddressId.includes(one.depositAddressId)));
  const trades = records.trades.where((trade) => depositId.includes(trade.depositId));
  // One that was canceled is no order's any more once another has taken its place.
  const standing = trades.filter(({ status }) => status !== 'CANCELED');
  return {
    customerId,
    bankAccountId,
    flowId,
    depositAddressId,
    depositId,
    tradeId: ids(standing.length > 0 ? standing : trades),
  };
}

/** Ids that an order holds for its own and that are none of its own, a sentence each. */
export function strangeIds(ids: OfframpIds, own: OwnIds): string[] {
  return idNames.flatMap((name) => {
    const id = ids[name];
    const known = own[name];
    if (id === undefined || known.includes(id)) return [];
    return [`${name}: it holds ${id}, the provider has ${known.join(', ') || 'none'} for it`];
  });
}
