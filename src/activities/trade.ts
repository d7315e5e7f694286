import type { CoinutApi } from '../coinut/api';
import type { CoinutTrade } from '../coinut/schemas';
import { momentOf } from '../coinut/zoned-time';
import { isCanceledTrade } from '../signals/money-status';
import { tradeSighting } from '../signals/provider-events';
import type { TradeSighting } from '../signals/sightings';

export interface TradeSearch {
  readonly depositId: string;
  readonly currency: string;
  /** When the deposit was made as the provider says, ISO 8601 with a zone: no trade of it is older. */
  readonly since?: string;
}

/** Deposits and trades may be stamped by clocks that differ, but not by as much as this. */
const toleranceMs = 3_600_000;

export function createTradeActivities({ coinut, now }: { coinut: CoinutApi; now: () => Date }) {
  async function readTrade({ tradeId }: { tradeId: string }): Promise<TradeSighting> {
    const trade = await coinut.readTrade(tradeId);
    return tradeSighting({ ...trade, id: tradeId }, { evidence: 'look-up', seenAt: now().toISOString() });
  }

  return {
    readTrade,

    /**
     * The trades made of one deposit, as far back as one that is not canceled. The list does not name deposits, so those
     * that may be meant are read one by one, newest first.
     */
    async findTrades(search: TradeSearch): Promise<TradeSighting[]> {
      const listed = await coinut.listTrades();
      const found: TradeSighting[] = [];
      for (const { id } of listed.filter((trade) => mayBeOf(trade, search))) {
        if (id === undefined) continue;
        const trade = await readTrade({ tradeId: id });
        if (trade.depositId !== search.depositId) continue;
        found.push(trade);
        if (!isCanceledTrade(trade.status)) break;
      }
      return found;
    },
  };
}

function mayBeOf(trade: CoinutTrade, { depositId, currency, since }: TradeSearch): boolean {
  const otherDeposit = trade.depositId !== undefined && trade.depositId !== depositId;
  const otherCurrency = trade.fromCurrency !== undefined && trade.fromCurrency !== currency;
  return !otherDeposit && !otherCurrency && !isOlder(trade.createTime, since);
}

/** Times without a zone prove nothing. */
function isOlder(madeAt: string | undefined, since: string | undefined): boolean {
  const [made, deposited] = [momentOf(madeAt), momentOf(since)];
  return made !== undefined && deposited !== undefined && made < deposited - toleranceMs;
}
