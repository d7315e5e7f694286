import { workflowIdOf } from '../../src/signals/offramp-order';
import { offrampNextActionAtKey } from '../../src/signals/search-attributes';
import type { OfframpStage } from '../../src/signals/stages';
import { fastForward } from '../../scripts/temporal/fast-forward';
import { describeOrder } from '../checker/orders';
import { offrampInput } from '../parts/offramp-input';
import { until } from '../parts/until';
import type { Ground } from './ground';
import type { EndingName } from './schedule';

/** An order that will end as soon as it is told to, or at a moment that is known. */
export interface OrderAtItsEnd {
  readonly reference: string;
  readonly workflowId: string;
  readonly customerId: string;
  readonly address?: { readonly id: string; readonly address: string };
  readonly tradeId?: string;
  /** Sets the end going, or when it comes by itself (milliseconds). */
  readonly end: (() => Promise<unknown>) | { readonly dueAt: number };
}

const reachedWithinMs = 60_000;
const operator = { operator: 'Kim', reason: 'The customer asked for it.' };
/** Longer than the rest of its setting up takes. */
const depositDeadline = '2 seconds';

/** Starts an order and takes it to where it can end in the way that is named. */
export async function orderAtItsEnd(ground: Ground, reference: string, ending: EndingName): Promise<OrderAtItsEnd> {
  const { lane } = ground;
  const { play, records } = lane.provider;
  const workflowId = workflowIdOf(reference);
  const externalId = `customer-of-${reference}`;
  await lane.offramps.start(offrampOf(reference, ending));
  await reached(ground, workflowId, 'awaiting-customer-approval');
  const customerId = known(records.customers.where((customer) => customer.externalId === externalId)[0]).id;
  const base = { reference, workflowId, customerId };
  if (ending === 'rejected') {
    await play.rejectCustomer(customerId, 'not accepted', { webhook: false });
    return { ...base, end: () => ground.tell('CUSTOMER_REJECTED', { id: customerId, status: 'REJECTED' }) };
  }
  await play.approveCustomer(customerId);
  await reached(ground, workflowId, 'awaiting-deposit');
  const { id, address } = known(records.depositAddresses.where((theirs) => theirs.customerId === customerId)[0]);
  const withAddress = { ...base, address: { id, address } };
  if (ending === 'cancelled') {
    return { ...withAddress, end: () => lane.offramps.cancelOfframp(reference, operator) };
  }
  if (ending === 'expired') {
    return { ...withAddress, end: { dueAt: await nextActionAt(ground, workflowId) } };
  }

  const deposit = await play.receiveDeposit({ address, amount: '250.00' });
  await reached(ground, workflowId, 'confirming-deposit');
  await play.approveDeposit(deposit.id);
  await reached(ground, workflowId, 'awaiting-trade');
  const tradeId = (await play.createTrade(deposit.id)).id;
  await reached(ground, workflowId, 'awaiting-trade-settlement');
  await play.settleTrade(tradeId);
  await reached(ground, workflowId, 'awaiting-bank-transfer');
  await play.creditTransfer(tradeId);
  await reached(ground, workflowId, 'watching-for-return');
  return { ...withAddress, tradeId, end: () => fastForward(ground.connection, workflowId, '30 days') };
}

export function offrampOf(reference: string, ending: EndingName) {
  return {
    ...offrampInput(reference),
    ...(ending === 'expired' ? { deadlines: { deposit: depositDeadline } } : {}),
  };
}

async function reached(ground: Ground, workflowId: string, wanted: OfframpStage): Promise<void> {
  const ask = async () => {
    const { standing } = await describeOrder(ground.temporal, workflowId);
    const stage = standing.is === 'settled' ? 'watching-for-return' : 'stage' in standing ? standing.stage : undefined;
    return stage === wanted ? true : undefined;
  };
  await until(`${workflowId} to reach ${wanted}`, ask, { deadlineMs: reachedWithinMs, everyMs: 120 });
}

/** When an order next acts by itself (milliseconds): at its deadline. */
async function nextActionAt({ client }: Ground, workflowId: string): Promise<number> {
  const { typedSearchAttributes } = await client.workflow.getHandle(workflowId).describe();
  return known(typedSearchAttributes.get(offrampNextActionAtKey)).getTime();
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The provider or the order does not know this yet.');
  return value;
}
