import { tradeDetail } from '../details';
import type { EventName } from '../events';
import type { Deposit, Trade } from '../objects';
import { payoutAmount } from '../rates';
import type { Records } from '../records';
import { Refusal } from '../refusal';
import type { Play, PlayOptions, PlaySettings } from './play';

type TradePlay = Pick<Play, 'createTrade' | 'settleTrade' | 'cancelTrade'>;

export function tradePlay({ records, bank, announcements, follow }: PlaySettings): TradePlay {
  function tell(event: EventName, trade: Trade, options?: PlayOptions): void {
    if (options?.webhook === false) return;
    const { customerId } = records.deposits.require(trade.depositId);
    announcements.event(event, { customerId, detail: tradeDetail(trade, records) });
  }

  /** A settled trade is followed by one bank transfer, however often the settlement is told. */
  function queueOnce(trade: Trade): void {
    const own = records.transfers.where(({ tradeId, paymentId }) => tradeId === trade.id && paymentId === undefined);
    if (own.length > 0) return;
    const transfer = bank.queue(trade, records.flows.require(trade.flowId).bankAccountId);
    records.accept('transfer', transfer.id, `${trade.id}#${transfer.attempt}`);
  }

  return {
    async createTrade(depositId, options) {
      const trade = newTrade(records.deposits.require(depositId), records);
      tell('TRADE_CREATED', trade, options);
      follow({ happened: 'trade-created', trade });
      await records.durable();
      return trade;
    },

    async settleTrade(tradeId, options) {
      const trade = records.trades.put({ ...records.trades.require(tradeId), status: 'SETTLED' });
      queueOnce(trade);
      tell('TRADE_SETTLED', trade, options);
      await records.durable();
      return trade;
    },

    async cancelTrade(tradeId) {
      const trade = records.trades.put({ ...records.trades.require(tradeId), status: 'CANCELED' });
      follow({ happened: 'trade-canceled', trade });
      await records.durable();
      return trade;
    },
  };
}

function newTrade(deposit: Deposit, records: Records): Trade {
  // Two flows on one address are not described by the provider; the last one wins (assumed).
  const flow = records.flows
    .where((candidate) => candidate.depositAddressId === deposit.depositAddressId && candidate.status === 'ENABLED')
    .at(-1);
  if (!flow) throw new Refusal('FAILED', 'no enabled flow for the deposit address');
  const toCurrency = records.bankAccounts.require(flow.bankAccountId).currency;
  const trade = records.trades.put({
    ...records.stamp(),
    depositId: deposit.id,
    flowId: flow.id,
    fromAmount: deposit.amount,
    fromCurrency: deposit.currency,
    toAmount: payoutAmount(deposit.amount, deposit.currency, toCurrency),
    toCurrency,
    status: 'CREATED',
  });
  records.accept('trade', trade.id, tradeKey(deposit, records));
  return trade;
}

/** A trade in the place of a canceled one is not the same thing made twice. */
function tradeKey(deposit: Deposit, records: Records): string {
  const isCanceled = ({ depositId, status }: Trade) => depositId === deposit.id && status === 'CANCELED';
  const canceled = records.trades.where(isCanceled).length;
  return canceled === 0 ? deposit.id : `${deposit.id} after ${canceled} canceled`;
}
