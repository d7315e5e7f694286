import type { OfframpStage } from '../../src/signals/stages';
import { describeOrder } from '../checker/orders';
import { offrampInput } from '../parts/offramp-input';
import { until } from '../parts/until';
import type { OrderInPlay } from './order-in-play';

const reachedWithinMs = 90_000;

/**
 * Starts an order and takes it to where its money is with the bank. How it stands is asked of Temporal and not of the
 * order, which would keep its worker busy with answers.
 */
export async function bringToTheBank(order: OrderInPlay): Promise<void> {
  const { play, records } = order.stage.lane.provider;
  const { offramps } = order.stage.lane;
  const started = offrampOf(order);
  await offramps.start(started);
  await reached(order, 'awaiting-customer-approval');
  const [customer] = records.customers.where(({ externalId }) => externalId === started.customer.externalId);
  order.customerId = known(customer).id;
  await play.approveCustomer(order.customerId);
  await reached(order, 'awaiting-deposit');
  const [address] = records.depositAddresses.where(({ customerId }) => customerId === order.customerId);
  const deposit = await play.receiveDeposit({ address: known(address).address, amount: '250.00' });
  await reached(order, 'confirming-deposit');
  await play.approveDeposit(deposit.id);
  await reached(order, 'awaiting-trade');
  order.tradeId = (await play.createTrade(deposit.id)).id;
  await reached(order, 'awaiting-trade-settlement');
  await play.settleTrade(order.tradeId);
  await reached(order, 'awaiting-bank-transfer');
}

function offrampOf({ reference, schedule }: OrderInPlay) {
  return offrampInput(reference, { email: `${['ana', ...schedule.tags].join('+')}@example.com` });
}

async function reached(order: OrderInPlay, wanted: OfframpStage): Promise<void> {
  const ask = async () => {
    const { standing } = await describeOrder(order.temporal, order.workflowId);
    return 'stage' in standing && standing.stage === wanted ? true : undefined;
  };
  await until(`${order.reference} to reach ${wanted}`, ask, { deadlineMs: reachedWithinMs, everyMs: 150 });
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The provider has not made this.');
  return value;
}
