import type { OfframpStatus } from '../../src/client';
import type { OfframpStage } from '../../src/signals/stages';
import { until } from '../parts/until';
import type { OrderInPlay } from './order-in-play';

const reachedWithinMs = 60_000;

/** Starts an order and takes it to where its money is with the bank. */
export async function bringToTheBank(order: OrderInPlay): Promise<void> {
  const { play } = order.stage.lane.provider;
  await order.stage.lane.offramps.start(offrampOf(order));
  const approving = await reached(order, 'awaiting-customer-approval');
  order.customerId = known(approving.ids.customerId);
  await play.approveCustomer(order.customerId);
  const paying = await reached(order, 'awaiting-deposit');
  await play.receiveDeposit({ address: known(paying.depositAddress?.address), amount: '250.00' });
  const { ids } = await reached(order, 'confirming-deposit');
  // What follows is told at once: the order takes each in when it comes to it.
  const depositId = known(ids.depositId);
  await play.approveDeposit(depositId);
  await reached(order, 'awaiting-trade');
  const trade = await play.createTrade(depositId);
  order.tradeId = trade.id;
  await reached(order, 'awaiting-trade-settlement');
  await play.settleTrade(trade.id);
  await reached(order, 'awaiting-bank-transfer');
}

function offrampOf({ reference, schedule }: OrderInPlay) {
  return {
    reference,
    customer: {
      externalId: `customer-of-${reference}`,
      name: 'Ana Lim',
      email: `${['ana', ...schedule.tags].join('+')}@example.com`,
    },
    bankAccount: {
      currency: 'EUR',
      bankName: 'Deutsche Bank',
      iban: 'DE89370400440532013000',
      swift: 'DEUTDEFF',
      accountName: 'Ana Lim',
    },
    source: { currency: 'USDT', network: 'ETH' },
  };
}

async function reached({ stage, reference }: OrderInPlay, wanted: OfframpStage): Promise<OfframpStatus> {
  const ask = async () => {
    // Not there yet, or no worker at the moment.
    const status = await stage.lane.offramps.status(reference).catch(() => undefined);
    return status?.stage === wanted ? status : undefined;
  };
  return until(`${reference} to reach ${wanted}`, ask, { deadlineMs: reachedWithinMs, everyMs: 100 });
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The order has not learned this yet.');
  return value;
}
