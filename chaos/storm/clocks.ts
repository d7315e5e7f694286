import type { Client, Connection } from '@temporalio/client';
import { fastForward } from '../../scripts/temporal/fast-forward';
import type { OfframpStage } from '../../src/signals/stages';

/**
 * How long an order waits until it finds by itself what no sweep finds: an address it asks for after a quarter of an
 * hour; money that nobody reports has arrived once its dates are over; whoever sends nothing for a week has gone.
 */
const waits: Partial<Readonly<Record<OfframpStage, `${number} ${'minutes' | 'days'}`>>> = {
  'awaiting-deposit-address': '20 minutes',
  'awaiting-deposit': '8 days',
  'awaiting-bank-transfer': '14 days',
};

/** From the moment when the money is there, longer than any return may take. */
const returnWatch = '20 days';
const mostTimes = 4;

/** Longer than a delivery that finds no order waits before it is tried again, at the most. */
const deliveryRetry = '11 minutes';

export type Moved = 'moved' | 'not-moved';

/** Moves an order's clock on, where that is what it waits for. */
export async function waitFor(client: Client, workflowId: string, stage: OfframpStage): Promise<Moved> {
  const wait = waits[stage];
  if (wait === undefined) return 'not-moved';
  // One whose clock is held does something at this moment; it is moved on the next time.
  return fastForward(connectionOf(client), workflowId, wait).then(
    () => 'moved',
    () => 'not-moved',
  );
}

/** Has the delivery of an event that came too early for its order tried again at once. */
export async function hastenDelivery(client: Client, workflowId: string): Promise<void> {
  // One that is tried at this very moment needs no haste.
  await fastForward(connectionOf(client), workflowId, deliveryRetry).catch(() => undefined);
}

/** Lets the days pass in which a bank may still send the money back. */
export async function endReturnWatch(client: Client, workflowId: string): Promise<void> {
  for (let times = 0; times < mostTimes; times += 1) {
    if ((await fastForward(connectionOf(client), workflowId, returnWatch)) === 'ended') return;
  }
}

function connectionOf(client: Client): Connection {
  return client.connection as Connection;
}
