import type { OrderSettings } from '../activities';
import { payoutRate } from '../banking/money';
import { followBankTransfer } from './bank-transfer';
import { recordDeposit } from './deposit';
import { depositConfirmed } from './deposit-expectations';
import type { Ending } from './expectations';
import type { Fact } from './facts';
import type { Journey } from './journey';
import { depositOf } from './known-objects';
import { depositFacts, flowFacts, tradeFacts } from './look-up-facts';
import { waitPlan } from './order-waits';
import type { Provider } from './provider-activities';
import { tradeCreated, tradeSettled } from './trade-expectations';

/**
 * Takes a deposit that this order owns to the bank account: the provider confirms it, trades it, and sends the fiat. The
 * second half of every order, and the whole of one that a later deposit made.
 */
export async function settleDeposit(
  journey: Journey,
  provider: Provider,
  settings: OrderSettings,
  depositId: string,
  { askAtOnce = false } = {},
): Promise<Ending> {
  const { order } = journey;
  const { read } = provider;
  const { flowId } = journey.ids;
  const lookUpDeposit = async () => depositFacts(await read.readDeposit({ depositId }));

  await journey.wait(
    'confirming-deposit',
    depositConfirmed(depositId, { source: order.source, limits: settings.depositLimits }),
    waitPlan(journey, settings, 'confirmation', { lookUp: lookUpDeposit, askAtOnce }),
  );
  recordDeposit(journey, depositId);

  /** Everything that may keep a cleared deposit from being traded, none of which has an event. */
  const lookUpTrade = async (): Promise<Fact[]> => [
    ...(await lookUpDeposit()),
    ...(flowId === undefined ? [] : flowFacts(await read.readFlow({ flowId }))),
    ...(await read.findTrades(tradesSought(journey, depositId))).flatMap(tradeFacts),
  ];
  const firstTradeId = await journey.wait(
    'awaiting-trade',
    tradeCreated(depositId, flowId),
    waitPlan(journey, settings, 'trade', { lookUp: lookUpTrade, askAtOnce }),
  );
  rememberTrade(journey, firstTradeId);
  const { tradeId, ...paidOut } = await journey.wait(
    'awaiting-trade-settlement',
    tradeSettled(depositId, order.bankAccount.currency),
    waitPlan(journey, settings, 'tradeSettlement', {
      askAtOnce,
      lookUp: async () => {
        const standing = tradeFacts(await read.readTrade({ tradeId: firstTradeId }));
        // A trade that was canceled may have been followed by another one.
        return standing.some(({ event }) => event === 'settled') ? standing : [...standing, ...(await lookUpTrade())];
      },
    }),
  );
  rememberTrade(journey, tradeId);
  const rate = payoutRate(journey.amounts.deposited?.amount, paidOut.amount);
  journey.amounts = { ...journey.amounts, paidOut, ...(rate && { rate }) };

  return followBankTransfer(journey, provider, settings, { tradeId, depositId, ...paidOut });
}

function rememberTrade(journey: Journey, tradeId: string): void {
  journey.ids = { ...journey.ids, tradeId };
  journey.know('trade', tradeId);
}

function tradesSought({ facts, order }: Journey, depositId: string) {
  const { depositedAt, currency = order.source.currency } = depositOf(facts, depositId) ?? {};
  return { depositId, currency, ...(depositedAt === undefined ? {} : { since: depositedAt }) };
}
