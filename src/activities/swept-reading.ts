import type { CoinutApi } from '../coinut/api';
import type { Enough } from '../coinut/calls';
import { providerTimeMs } from '../coinut/zoned-time';
import { customerVerdictOf } from '../signals/customer-status';
import { isClearedDeposit, isRejectedDeposit, isSettledTrade } from '../signals/money-status';
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

/** `pause` is waited for before each object is read. */
export function sweptReadings(
  coinut: CoinutApi,
  pause: () => Promise<void>,
): Readonly<Record<SweptKind, SweptReading>> {
  const readDeposit = async (id: string) => {
    await pause();
    return coinut.readDeposit(id);
  };
  const readTrade = async (id: string) => {
    await pause();
    return coinut.readTrade(id);
  };
  return {
    customer: {
      walk: (enough) => coinut.walkCustomers(enough),
      read: async (id) => {
        await pause();
        return coinut.readCustomer(id);
      },
      event: async ({ id, status }) => {
        const verdict = customerVerdictOf(status);
        return verdict && { event: customerEvents[verdict], customer: { id, status } };
      },
    },
    deposit: {
      walk: (enough) => coinut.walkDeposits(enough),
      read: readDeposit,
      // Only its detail tells where it came in.
      event: async ({ id }) => {
        const deposit = await readDeposit(id);
        const [cleared, rejected] = [isClearedDeposit(deposit.status), isRejectedDeposit(deposit.status)];
        return { event: cleared ? 'DEPOSIT_APPROVED' : rejected ? 'DEPOSIT_REJECTED' : 'DEPOSIT_RECEIVED', deposit };
      },
    },
    trade: {
      walk: (enough) => coinut.walkTrades(enough),
      read: readTrade,
      // Only its detail tells of which deposit it is.
      event: async ({ id }) => {
        const trade = await readTrade(id);
        if (trade.fromCurrency !== undefined && !offrampedCurrencies.includes(trade.fromCurrency)) return undefined;
        return { event: isSettledTrade(trade.status) ? 'TRADE_SETTLED' : 'TRADE_CREATED', trade };
      },
    },
  };
}

/**
 * What a list shows. A time beyond the present (milliseconds) counts as the present: a single wrong one would make
 * everything that comes after it seem old.
 */
export function sweptObjects(listed: readonly ListedObject[], presentMs: number): SweptObject[] {
  return listed.flatMap(({ id, status = '', createTime, timestamp }) => {
    if (id === undefined) return [];
    const madeAtMs = providerTimeMs(createTime ?? timestamp);
    return [{ id, status, ...(madeAtMs !== undefined && { madeAtMs: Math.min(madeAtMs, presentMs) }) }];
  });
}

/** Trades of other currencies are not made of customers' deposits of crypto. */
const offrampedCurrencies: readonly string[] = ['USDT', 'USDC'];

const customerEvents = {
  approved: 'CUSTOMER_APPROVED',
  rejected: 'CUSTOMER_REJECTED',
  deleted: 'CUSTOMER_DELETED',
} as const;
