import { isAmount } from '../banking/money';
import { isSettledTrade } from '../signals/money-status';
import { depositTrouble } from './deposit-expectations';
import type { Expectation } from './expectations';
import { isFlowDisabled, tradesOf } from './known-objects';

/** What a settled trade brought. */
export interface SettledTrade {
  readonly tradeId: string;
  readonly amount: string;
  readonly currency: string;
}

/**
 * A trade of the deposit has been made, whatever has become of it since: an order that hears of it only when it is
 * canceled comes to stand where it would have stood (DESIGN section 8).
 */
export function tradeCreated(depositId: string, flowId?: string): Expectation<string> {
  return (facts) => {
    const trades = tradesOf(facts, depositId);
    const trade = trades.find(({ settled }) => settled) ?? trades.find(({ canceled }) => !canceled) ?? trades[0];
    if (trade) return { value: trade.tradeId, evidence: trade.evidence };
    const trouble = depositTrouble(facts, depositId);
    if (trouble) return trouble;
    return isFlowDisabled(facts, flowId) ? { attention: 'flow-disabled' } : undefined;
  };
}

/** A trade of the deposit has been carried out and the provider has queued the fiat. */
export function tradeSettled(depositId: string, payoutCurrency: string): Expectation<SettledTrade> {
  return (facts) => {
    const trades = tradesOf(facts, depositId);
    const settled = trades.filter((trade) => trade.settled);
    const [trade] = settled;
    if (trade === undefined) {
      const trouble = depositTrouble(facts, depositId);
      if (trouble) return trouble;
      return trades.length > 0 && trades.every(({ canceled }) => canceled)
        ? { attention: 'trade-canceled' }
        : undefined;
    }
    if (settled.length > 1) return { attention: 'several-trades' };
    if (trade.canceled) return { attention: 'contradictory-facts' };
    const { tradeId, toAmount: amount, toCurrency: currency, evidence } = trade;
    if (currency !== undefined && currency !== payoutCurrency) return { attention: 'payout-unexpected' };
    const { settled: told, observed } = facts.trades[tradeId] ?? {};
    // What was quoted when the trade was made may not be what it brought.
    const isAsked =
      observed !== undefined && (isSettledTrade(observed.status) || observed.seenAt >= (told?.seenAt ?? ''));
    if (!isAmount(told?.toAmount) && !isAsked) return { ask: true };
    if (isAmount(amount) && currency !== undefined) return { value: { tradeId, amount, currency }, evidence };
    return observed ? { attention: 'payout-unknown' } : { ask: true };
  };
}
