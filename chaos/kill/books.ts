import type { Records } from '../../simulator';

/** What the provider's own records hold for one customer. */
export interface Books {
  readonly deposits: readonly string[];
  readonly payments: readonly string[];
  /** Each settled trade: what it brought, and every transfer of it that is on the bank account in the end. */
  readonly trades: readonly {
    readonly id: string;
    readonly owed: string;
    readonly currency: string;
    readonly credited: readonly { readonly amount: string; readonly currency: string }[];
  }[];
}

export const emptyBooks: Books = { deposits: [], payments: [], trades: [] };

/** Looks in the records, without any word of the worker's, what became of a customer of this name at the partner. */
export function booksOf(externalId: string, records: Records): Books {
  const customers = records.customers.where((customer) => customer.externalId === externalId).map(({ id }) => id);
  const deposits = records.deposits.where(({ customerId }) => customers.includes(customerId)).map(({ id }) => id);
  const trades = records.trades.where(({ depositId, status }) => status === 'SETTLED' && deposits.includes(depositId));
  const tradeIds = trades.map(({ id }) => id);
  const transfers = records.transfers.where(({ tradeId }) => tradeIds.includes(tradeId));
  return {
    deposits,
    payments: transfers.flatMap(({ paymentReference }) => paymentReference ?? []),
    trades: trades.map(({ id, toAmount: owed, toCurrency: currency }) => ({
      ...{ id, owed, currency },
      credited: transfers
        .filter(({ tradeId, status }) => tradeId === id && status === 'CREDITED')
        .map((transfer) => ({ amount: transfer.amount, currency: transfer.currency })),
    })),
  };
}
