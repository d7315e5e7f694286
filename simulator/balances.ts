import { difference, isMore, sum } from './amounts';
import type { Balance } from './bookkeeping';
import { cryptoCurrencies, payoutCurrencies } from './rates';
import type { CryptoCurrency, PayoutCurrency } from './rates';
import type { Records } from './records';

export const balanceCurrencies = [...cryptoCurrencies, ...payoutCurrencies] as const;
export type BalanceCurrency = CryptoCurrency | PayoutCurrency;

/** So much that no run comes to the end of it. */
export const usualBalances: Partial<Record<BalanceCurrency, string>> = { USDT: '1000000.00', USDC: '1000000.00' };

/** Gives the partner its first money; what is in the records already stays. */
export function openBalances(records: Records, first: Partial<Record<BalanceCurrency, string>>): void {
  for (const currency of balanceCurrencies) {
    const balance = first[currency];
    if (balance !== undefined && !records.balances.get(currency)) putBalance(records, currency, balance);
  }
}

/** All that the partner has or had, crypto first. */
export function allBalances(records: Records): { balance: string; currency: BalanceCurrency }[] {
  return balanceCurrencies.flatMap((currency) => {
    const found = records.balances.get(currency);
    return found ? [{ balance: found.balance, currency }] : [];
  });
}

export function balanceIn(records: Records, currency: BalanceCurrency): string {
  return records.balances.get(currency)?.balance ?? '0.00';
}

export function covers(records: Records, currency: BalanceCurrency, amount: string): boolean {
  return !isMore(amount, balanceIn(records, currency));
}

export function addTo(records: Records, currency: BalanceCurrency, amount: string): Balance {
  return putBalance(records, currency, sum([balanceIn(records, currency), amount]));
}

/** Also below zero, where a bank takes back what it gave. */
export function takeFrom(records: Records, currency: BalanceCurrency, amount: string): Balance {
  return putBalance(records, currency, difference(balanceIn(records, currency), amount));
}

/** Notes that a person changed it, which ends a shortage that a tag asked for. */
export function changedByHand(records: Records, currency: BalanceCurrency): Balance {
  const balance = putBalance(records, currency, balanceIn(records, currency));
  return records.balances.put({ ...balance, changedByHandAt: records.next().sequence });
}

export function putBalance(records: Records, currency: BalanceCurrency, balance: string): Balance {
  const before = records.balances.get(currency) ?? { sequence: records.next().sequence };
  return records.balances.put({ ...before, id: currency, balance });
}
