import type { Client, Connection } from '@temporalio/client';
import { fastForward } from '../../scripts/temporal/fast-forward';
import { pendingActivities } from '../parts/pending-activities';
import { eachOf } from '../storm/at-once';
import type { CastOrder } from './cast';
import { isAtRest, type ListedOrder } from './listed';

/** What time alone brings, once all is quiet: how far the clock of an order is moved on for it. */
export type Passing = `${number} ${'minutes' | 'days'}`;

/** From the moment when the money is there, longer than any return may take. */
const returnWatch: Passing = '20 days';
/** Money that nobody reports has arrived once its dates are over. */
const silentBank: Passing = '14 days';
/** A payment of which nobody knows is looked for during half an hour; what may pass is tried again after as long. */
const nextTry: Passing = '31 minutes';
/** Longer than a delivery that finds no order waits before it is tried again, at the most. */
const nextDelivery: Passing = '11 minutes';

const atOnce = 12;
/** The activity that looks for a payment of which nobody knows whether it was taken on. */
const search = 'searchPayment';

/** What an order waits for that only time brings, as far as its listing tells; `search` where it looks for a payment. */
export function passingFor(
  order: ListedOrder,
  tale: CastOrder['tale'] | undefined,
  searches: boolean,
): Passing | undefined {
  if (!order.running) return undefined;
  if (order.attention !== undefined) return order.attention === 'provider-unavailable' ? nextTry : undefined;
  if (order.stage === 'watching-for-return') return returnWatch;
  if (order.stage !== 'awaiting-bank-transfer') return undefined;
  if (searches) return nextTry;
  return tale?.takesDays === true ? silentBank : undefined;
}

/** Whether an order looks for a payment of which nobody knows. */
export async function isSearching(client: Client, { workflowId, stage }: ListedOrder): Promise<boolean> {
  if (stage !== 'awaiting-bank-transfer') return false;
  return (await pendingActivities(client.workflow, workflowId)).some(({ activity }) => activity === search);
}

/**
 * Lets time pass for every order that waits for nothing else, and for events that wait for their next delivery. Answers how
 * many were moved on.
 */
export async function letTimePass(
  client: Client,
  {
    orders,
    taleOf,
    kept,
  }: {
    readonly orders: readonly ListedOrder[];
    readonly taleOf: (workflowId: string) => CastOrder['tale'] | undefined;
    readonly kept: readonly string[];
  },
): Promise<number> {
  const moves = await eachOf(orders, atOnce, async (order) => {
    const searches = !isAtRest(order) && (await isSearching(client, order));
    return { workflowId: order.workflowId, by: passingFor(order, taleOf(order.workflowId), searches) };
  });
  const due = [...moves, ...kept.map((workflowId) => ({ workflowId, by: nextDelivery }))];
  const moved = await eachOf(due, atOnce, async ({ workflowId, by }) => {
    if (by === undefined) return 0;
    // One whose clock is held does something at this moment; it is moved on the next time.
    return fastForward(client.connection as Connection, workflowId, by).then(
      () => 1,
      () => 0,
    );
  });
  return moved.reduce<number>((sum, one) => sum + one, 0);
}
