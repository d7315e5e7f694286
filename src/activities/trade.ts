import type { CoinutApi } from '../coinut/api';
import { tradeSighting } from '../signals/provider-events';
import type { TradeSighting } from '../signals/sightings';

export function createTradeActivities({ coinut, now }: { coinut: CoinutApi; now: () => Date }) {
  async function readTrade({ tradeId }: { tradeId: string }): Promise<TradeSighting> {
    const trade = await coinut.readTrade(tradeId);
    return tradeSighting({ ...trade, id: tradeId }, { evidence: 'look-up', seenAt: now().toISOString() });
  }

  return {
    readTrade,

    /** The trades made of one deposit. The list does not name deposits, so trades are read one by one, newest first. */
    async findTrades({ depositId, currency }: { depositId: string; currency: string }): Promise<TradeSighting[]> {
      const listed = await coinut.listTrades();
      const candidates = listed.filter((trade) => trade.fromCurrency === undefined || trade.fromCurrency === currency);
      for (const { id, depositId: named } of candidates) {
        if (id === undefined || (named !== undefined && named !== depositId)) continue;
        const trade = await readTrade({ tradeId: id });
        if (trade.depositId === depositId) return [trade];
      }
      return [];
    },
  };
}
