import type { CoinutApi } from '../coinut/api';
import type { Enough } from '../coinut/calls';
import { providerTimeMs } from '../coinut/zoned-time';
import { customerVerdictOf } from '../signals/customer-status';
import type { ProviderEvent } from '../signals/provider-events';
import type { SweptKind, SweptObject } from '../signals/sweep';

/** An object as a list or its detail shows it. */
interface ListedObject {
  readonly id?: string;
  readonly status?: string;
  readonly createTime?: string;
  readonly timestamp?: string;
}

/** How a sweep reads one kind of the provider's objects. */
export interface SweptReading {
  /** Page by page, until `enough` says that the rest is known. */
  readonly walk: (enough: Enough<ListedObject>) => Promise<readonly ListedObject[]>;
  readonly read: (id: string) => Promise<ListedObject>;
  /** What its webhook would say of an object; nothing while there is nothing to say. */
  readonly event: (object: SweptObject) => Promise<ProviderEvent | undefined>;
}

export function sweptReadings(coinut: CoinutApi): Readonly<Record<SweptKind, SweptReading>> {
  return {
    customer: {
      walk: (enough) => coinut.walkCustomers(enough),
      read: (id) => coinut.readCustomer(id),
      event: async ({ id, status }) => {
        const verdict = customerVerdictOf(status);
        return verdict && { event: customerEvents[verdict], customer: { id, status } };
      },
    },
    deposit: {
      walk: (enough) => coinut.walkDeposits(enough),
      read: (id) => coinut.readDeposit(id),
      // Only its detail tells where it came in.
      event: async ({ id }) => {
        const deposit = await coinut.readDeposit(id);
        return { event: depositEvents[deposit.status?.toUpperCase() ?? ''] ?? 'DEPOSIT_RECEIVED', deposit };
      },
    },
    trade: {
      walk: (enough) => coinut.walkTrades(enough),
      read: (id) => coinut.readTrade(id),
      // Only its detail tells of which deposit it is.
      event: async ({ id }) => {
        const trade = await coinut.readTrade(id);
        if (trade.fromCurrency !== undefined && !offrampedCurrencies.includes(trade.fromCurrency)) return undefined;
        return { event: trade.status?.toUpperCase() === 'SETTLED' ? 'TRADE_SETTLED' : 'TRADE_CREATED', trade };
      },
    },
  };
}

export function sweptObjects(listed: readonly ListedObject[]): SweptObject[] {
  return listed.flatMap(({ id, status = '', createTime, timestamp }) => {
    if (id === undefined) return [];
    const madeAtMs = providerTimeMs(createTime ?? timestamp);
    return [{ id, status, ...(madeAtMs !== undefined && { madeAtMs }) }];
  });
}

/** Trades of other currencies are not made of customers' deposits of crypto. */
const offrampedCurrencies: readonly string[] = ['USDT', 'USDC'];

const customerEvents = {
  approved: 'CUSTOMER_APPROVED',
  rejected: 'CUSTOMER_REJECTED',
  deleted: 'CUSTOMER_DELETED',
} as const;

const depositEvents: Readonly<Partial<Record<string, 'DEPOSIT_APPROVED' | 'DEPOSIT_REJECTED'>>> = {
  CONFIRMED: 'DEPOSIT_APPROVED',
  APPROVED: 'DEPOSIT_APPROVED',
  REJECTED: 'DEPOSIT_REJECTED',
  REFUNDING: 'DEPOSIT_REJECTED',
  REFUNDED: 'DEPOSIT_REJECTED',
};
