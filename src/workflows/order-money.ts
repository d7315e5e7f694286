import { cryptoBalance, fiatBalance, isAtRest, type Balance, type TransferStanding } from '../banking/ledger-identity';
import { isAmount } from '../banking/money';
import type { MoneyRecord } from '../signals/sightings';
import type { OfframpTransfer, TransferState } from '../signals/status';
import { refunder } from './deposit-expectations';
import type { Facts } from './facts';
import { depositOf, tradesOf, type KnownTrade } from './known-objects';
import { transferState, type AwaitedTransfer } from './transfer-expectations';

/** A bank transfer as the order last judged it. */
export interface JudgedTransfer extends AwaitedTransfer {
  readonly state: Extract<TransferState, 'queued' | 'credited' | 'presumed-credited'>;
  readonly submitAt: string;
  readonly expected: { readonly earliest: string; readonly latest: string };
}

/** What the money of an order is worked out from. */
export interface MoneyView {
  readonly facts: Facts;
  /** The deposit that this order has claimed. */
  readonly depositId: string | undefined;
  /** What the order is for; counts where the provider does not say. */
  readonly currencies: { readonly deposit: string; readonly payout: string };
  readonly transfers: readonly JudgedTransfer[];
  /** Bank reports that were judged when the order settled. */
  readonly judgedReports: ReadonlySet<string>;
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
  const { facts, transfers, judgedReports, currencies } = view;
  const brought = new Map<string, string[]>();
  let open: OpenMoney[] = [];
  for (const { toAmount, toCurrency = currencies.payout } of settled) {
    if (isAmount(toAmount)) brought.set(toCurrency, [...(brought.get(toCurrency) ?? []), toAmount]);
    else open = unknownUnless(recorded(facts, toCurrency, 'disposition').length > 0, toCurrency);
  }
  for (const [currency, amounts] of brought) {
    const fiat = fiatBalance({
      settled: amounts,
      transfers: transfers
        .filter((transfer) => transfer.currency === currency)
        .map((transfer) => ({
          amount: transfer.amount,
          standing: standingOf(transferState(transfer, transfer.state, judgedReports, facts)),
        })),
      disposed: recorded(facts, currency, 'disposition'),
    });
    open = [...open, ...entry(fiat, currency)];
  }
  return open;
}

function unknownUnless(isAccountedFor: boolean, currency: string): OpenMoney[] {
  return isAccountedFor ? [] : [{ amount: 'unknown', currency, breach: false }];
}

/** The transfers as the status shows them, each with what has been reported of it since it was judged. */
export function shownTransfers({ facts, transfers, judgedReports }: MoneyView): OfframpTransfer[] {
  return transfers.map((transfer) => {
    const { attempt, amount, currency, submitAt, expected } = transfer;
    const state = transferState(transfer, transfer.state, judgedReports, facts);
    return { attempt, state, amount, currency, submitAt, expected };
  });
}

function standingOf(state: TransferState): TransferStanding {
  return state === 'failed' || state === 'returned' ? 'returned-held' : state;
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
