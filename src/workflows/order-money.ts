import {
  cryptoBalance,
  fiatBalance,
  isAtRest,
  type Balance,
  type FiatEntries,
  type TransferStanding,
} from '../banking/ledger-identity';
import { isAmount } from '../banking/money';
import type { MoneyRecord } from '../signals/sightings';
import type { OfframpTransfer, TransferState } from '../signals/status';
import { refunder } from './deposit-expectations';
import type { Facts } from './facts';
import { depositOf, tradesOf, type KnownTrade } from './known-objects';

/** What the money of an order is worked out from. */
export interface MoneyView {
  readonly facts: Facts;
  /** The deposit that this order has claimed. */
  readonly depositId: string | undefined;
  /** What the order is for; counts where the provider does not say. */
  readonly currencies: { readonly deposit: string; readonly payout: string };
  /** Each by the newest word on it. */
  readonly transfers: readonly OfframpTransfer[];
}

/** Money that has not come to rest, or of which more went out than came in. */
export interface OpenMoney {
  readonly amount: string;
  readonly currency: string;
  readonly breach: boolean;
}

/**
 * Where this order's money still lies (DESIGN section 6, *Identity*): the deposit as far as it is neither traded,
 * refunded nor disposed of; the payout as far as it has neither arrived nor been disposed of. Empty once all is at rest.
 * What is of unknown amount is open as `unknown`, until an operator says what became of it.
 */
export function openMoney(view: MoneyView): OpenMoney[] {
  const { facts, depositId } = view;
  if (depositId === undefined) return [];
  const settled = tradesOf(facts, depositId).filter((trade) => trade.settled);
  return [...openCrypto(view, depositId, settled), ...openFiat(view, settled)];
}

/** How much of the payout lies with the partner: what neither arrived, nor is under way, nor was disposed of. */
export function heldPayout(view: MoneyView, currency: string): string {
  const { facts, depositId } = view;
  const settled = depositId === undefined ? [] : tradesOf(facts, depositId).filter((trade) => trade.settled);
  const brought = settled
    .filter(({ toCurrency = view.currencies.payout }) => toCurrency === currency)
    .flatMap(({ toAmount }) => (isAmount(toAmount) ? [toAmount] : []));
  const balance = fiatBalance(fiatEntries(view, currency, brought));
  return 'held' in balance ? balance.held : '0';
}

function openCrypto({ facts, currencies }: MoneyView, depositId: string, settled: readonly KnownTrade[]): OpenMoney[] {
  const { amount, currency: told = currencies.deposit } = depositOf(facts, depositId) ?? {};
  const currency = told.toUpperCase();
  const refunds = recorded(facts, currency, 'refund');
  const disposed = recorded(facts, currency, 'disposition');
  if (!isAmount(amount)) return unknownUnless(settled.length > 0 || refunds.length + disposed.length > 0, currency);
  const crypto = cryptoBalance({
    deposited: amount,
    // A trade that does not say what it took took the deposit.
    traded: settled.map(({ fromAmount }) => (isAmount(fromAmount) ? fromAmount : amount)),
    refunded: refunder(facts, depositId) === 'provider' ? [amount] : refunds,
    disposed,
  });
  return entry(crypto, currency);
}

function openFiat(view: MoneyView, settled: readonly KnownTrade[]): OpenMoney[] {
  const { facts, currencies } = view;
  const brought = new Map<string, string[]>();
  let open: OpenMoney[] = [];
  for (const { toAmount, toCurrency = currencies.payout } of settled) {
    if (isAmount(toAmount)) brought.set(toCurrency, [...(brought.get(toCurrency) ?? []), toAmount]);
    else open = unknownUnless(recorded(facts, toCurrency, 'disposition').length > 0, toCurrency);
  }
  for (const [currency, amounts] of brought) {
    open = [...open, ...entry(fiatBalance(fiatEntries(view, currency, amounts)), currency)];
  }
  return open;
}

function fiatEntries({ facts, transfers }: MoneyView, currency: string, settled: readonly string[]): FiatEntries {
  return {
    settled,
    transfers: transfers
      .filter((transfer) => transfer.currency === currency)
      .map(({ amount, state }) => ({ amount, standing: standingOf(state) })),
    disposed: recorded(facts, currency, 'disposition'),
  };
}

function unknownUnless(isAccountedFor: boolean, currency: string): OpenMoney[] {
  return isAccountedFor ? [] : [{ amount: 'unknown', currency, breach: false }];
}

function standingOf(state: TransferState): TransferStanding {
  switch (state) {
    case 'scheduled':
    case 'failed':
    case 'returned':
      return 'returned-held';
    case 'sending':
    case 'sent':
      return 'in-flight';
    case 'unknown':
    case 'missing':
    case 'disputed':
      return 'unknown';
    case 'queued':
    case 'credited':
    case 'presumed-credited':
      return state;
  }
}

function recorded({ moneyRecords }: Facts, currency: string, kind: MoneyRecord['kind']): string[] {
  return Object.keys(moneyRecords)
    .sort()
    .flatMap((recordId) => moneyRecords[recordId] ?? [])
    .filter((record) => record.kind === kind && record.currency === currency)
    .map(({ amount }) => amount);
}

function entry(balance: Balance, currency: string): OpenMoney[] {
  if (isAtRest(balance)) return [];
  return 'open' in balance
    ? [{ amount: balance.open, currency, breach: false }]
    : [{ amount: balance.excess, currency, breach: true }];
}
