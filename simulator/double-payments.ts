import { isMore, sum } from './amounts';
import type { TransferState } from './bookkeeping';
import type { Trade, Transfer } from './objects';

/** How two transfers of one trade came to be one too many. */
export interface DoublePayment {
  tradeId: string;
  /**
   * `sent-while-alive`, `sent-after-credit`: the later one was made while the earlier was under way, or after it had
   * reached the account. `both-credited`: both are there.
   */
  kind: 'sent-while-alive' | 'sent-after-credit' | 'both-credited';
  /** The earlier and the later one. */
  transferIds: [string, string];
  attempts: [number, number];
}

/** More was under way or on the account, at some moment, than the trade had brought. */
export interface Overpayment {
  tradeId: string;
  currency: string;
  owed: string;
  paid: string;
}

/** A transfer that was sent before the money of an earlier one was back, which the partner then pays twice for. */
export interface EarlySend {
  tradeId: string;
  transferIds: [string, string];
  attempts: [number, number];
}

export interface PaidTwice {
  doublePayments: DoublePayment[];
  overpaid: Overpayment[];
  sentBeforeReturn: EarlySend[];
}

export interface TransferHistory {
  /** Every state that every transfer has been in, oldest first. */
  states: readonly TransferState[];
  transfers: readonly Transfer[];
  trades: readonly Trade[];
}

type Standing = Pick<TransferState, 'status' | 'fundsReturned'>;

/** Goes through what happened from the beginning, so that nothing is forgiven because it looks well in the end. */
export function findPaidTwice({ states, transfers, trades }: TransferHistory): PaidTwice {
  const found = trades.map((trade) => {
    const own = new Map(transfers.filter(({ tradeId }) => tradeId === trade.id).map((own) => [own.id, own]));
    return judgeTrade(
      trade,
      own,
      states.filter(({ transferId }) => own.has(transferId)),
    );
  });
  return {
    doublePayments: found.flatMap(({ doublePayments }) => doublePayments),
    overpaid: found.flatMap(({ overpaid }) => overpaid),
    sentBeforeReturn: found.flatMap(({ sentBeforeReturn }) => sentBeforeReturn),
  };
}

function judgeTrade(trade: Trade, own: ReadonlyMap<string, Transfer>, states: readonly TransferState[]): PaidTwice {
  const found: PaidTwice = { doublePayments: [], overpaid: [], sentBeforeReturn: [] };
  const standings = new Map<string, Standing>();
  const most = new Map<string, string>();
  for (const state of states) {
    const before = standings.get(state.transferId);
    for (const [otherId, other] of standings) {
      const pair = pairOf(trade, own.get(otherId), own.get(state.transferId));
      if (!pair || otherId === state.transferId) continue;
      if (!before) judgeSending(pair, other, found);
      if (becomesCredited(before, state) && other.status === 'CREDITED') {
        found.doublePayments.push({ ...pair, kind: 'both-credited' });
      }
    }
    standings.set(state.transferId, state);
    for (const [currency, paid] of outstanding(own, standings)) {
      if (isMore(paid, most.get(currency) ?? owedIn(trade, currency))) most.set(currency, paid);
    }
  }
  found.overpaid = [...most].map(([currency, paid]) => {
    return { tradeId: trade.id, currency, owed: owedIn(trade, currency), paid };
  });
  return found;
}

function becomesCredited(before: Standing | undefined, { status }: Standing): boolean {
  return status === 'CREDITED' && before?.status !== 'CREDITED';
}

function judgeSending(pair: EarlySend, earlier: Standing, found: PaidTwice): void {
  if (earlier.status === 'QUEUED') found.doublePayments.push({ ...pair, kind: 'sent-while-alive' });
  else if (earlier.status === 'CREDITED') found.doublePayments.push({ ...pair, kind: 'sent-after-credit' });
  else if (!earlier.fundsReturned) found.sentBeforeReturn.push(pair);
}

function pairOf({ id: tradeId }: Trade, one?: Transfer, other?: Transfer): EarlySend | undefined {
  if (!one || !other) return undefined;
  const [earlier, later] = one.sequence < other.sequence ? [one, other] : [other, one];
  return { tradeId, transferIds: [earlier.id, later.id], attempts: [earlier.attempt, later.attempt] };
}

/** What is under way or on the account, in each currency. */
function outstanding(
  own: ReadonlyMap<string, Transfer>,
  standings: ReadonlyMap<string, Standing>,
): Map<string, string> {
  const paid = new Map<string, string>();
  for (const { id, amount, currency } of own.values()) {
    const status = standings.get(id)?.status;
    if (status === 'QUEUED' || status === 'CREDITED') paid.set(currency, sum([paid.get(currency) ?? '0', amount]));
  }
  return paid;
}

function owedIn({ toAmount, toCurrency }: Trade, currency: string): string {
  return currency === toCurrency ? toAmount : '0.00';
}
