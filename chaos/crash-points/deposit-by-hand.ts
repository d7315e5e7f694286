import { WorkerSilent } from '../../src/client';
import type { Lane } from '../parts/lane';
import { until } from '../parts/until';
import { endDeadlineMs } from './at-rest';

const amount = '120.00';

/** Sends crypto to an order's deposit address as soon as it is shown, as the customer would. */
export async function depositByHand(lane: Lane, reference: string): Promise<void> {
  const ask = { deadlineMs: endDeadlineMs, everyMs: 250 };
  const address = await until(`the deposit address of ${reference}`, () => shownAddress(lane, reference), ask);
  await lane.provider.play.receiveDeposit({ address, amount });
}

async function shownAddress({ offramps }: Lane, reference: string): Promise<string | undefined> {
  try {
    return (await offramps.status(reference)).depositAddress?.address;
  } catch (error) {
    // The worker that has just been started may not be asked yet.
    if (error instanceof WorkerSilent) return undefined;
    throw error;
  }
}
