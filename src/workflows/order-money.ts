import { cryptoBalance, fiatBalance, isAtRest, type Balance, type TransferStanding } from '../banking/ledger-identity';
import { isAmount } from '../banking/money';
import type { MoneyRecord } from '../signals/sightings';
import type { OfframpTransfer, TransferState } from '../signals/status';
import { refunder } from './deposit-expectations';
import type { Facts } from './facts';
import { depositOf, tradesOf } from './known-objects';
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
 * A deposit of unknown amount is open as `unknown`.
 */
export function openMoney(view: MoneyView): OpenMoney[] {
  const { facts, depositId } = view;
  if (depositId === undefined) return [];
  const { amount, currency = 'of unknown currency' } = depositOf(facts, depositId) ?? {};
  if (!isAmount(amount)) return [{ amount: 'unknown', currency, breach: false }];
  const settled = tradesOf(facts, depositId).filter((trade) => trade.settled);
  const crypto = cryptoBalance({
    deposited: amount,
    // A trade that does not say what it took took the deposit.
    traded: settled.map(({ fromAmount }) => (isAmount(fromAmount) ? fromAmount : amount)),
    refunded: refunder(facts, depositId) === 'provider' ? [amount] : recorded(facts, currency, 'refund'),
    disposed: recorded(facts, currency, 'disposition'),
  });
  return [...entry(crypto, currency), ...openFiat(view)];
}

function openFiat({ facts, depositId, transfers, judgedReports }: MoneyView): OpenMoney[] {
  const settled = tradesOf(facts, depositId ?? '').filter((trade) => trade.settled);
  const currency = settled[0]?.toCurrency;
  const brought = settled.flatMap(({ toAmount }) => (isAmount(toAmount) ? [toAmount] : []));
  if (currency === undefined || brought.length === 0) return [];
  const fiat = fiatBalance({
    settled: brought,
    transfers: transfers.map((transfer) => ({
      amount: transfer.amount,
      standing: standingOf(transferState(transfer, transfer.state, judgedReports, facts)),
    })),
    disposed: recorded(facts, currency, 'disposition'),
  });
  return entry(fiat, currency);
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
