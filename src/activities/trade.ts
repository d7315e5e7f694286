import type { CoinutApi } from '../coinut/api';
import type { CoinutTrade } from '../coinut/schemas';
import { momentOf, providerTimeMs } from '../coinut/zoned-time';
import { isCanceledTrade } from '../signals/money-status';
import { tradeSighting } from '../signals/provider-events';
import type { TradeSighting } from '../signals/sightings';

export interface TradeSearch {
  readonly depositId: string;
  readonly currency: string;
  /** When the deposit was made as the provider says: no trade of it is older. */
  readonly since?: string;
}

/** Deposits and trades may be stamped by clocks that differ, but not by as much as this. */
const toleranceMs = 3_600_000;
/** Two times without a zone beside them may be of any two zones of the world. */
const zonelessToleranceMs = 27 * 3_600_000;

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
      const listed = await coinut.walkTrades((page) => Promise.resolve(isPast(page, search)));
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

/** Whether the rest of a list that visibly begins with the newest can hold no trade of the deposit. */
function isPast(page: readonly CoinutTrade[], { since }: TradeSearch): boolean {
  const [first, last] = [page[0], page.at(-1)].map((trade) => providerTimeMs(trade?.createTime));
  const isNewestFirst = first !== undefined && last !== undefined && first > last;
  return isNewestFirst && page.every(({ createTime }) => isOlder(createTime, since));
}

function isOlder(madeAt: string | undefined, since: string | undefined): boolean {
  const [made, deposited] = [providerTimeMs(madeAt), providerTimeMs(since)];
  const hasZones = momentOf(madeAt) !== undefined && momentOf(since) !== undefined;
  const tolerated = hasZones ? toleranceMs : zonelessToleranceMs;
  return made !== undefined && deposited !== undefined && made < deposited - tolerated;
}
