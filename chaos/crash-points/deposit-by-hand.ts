import { WorkerSilent } from '../../src/client';
import type { Lane } from '../parts/lane';
import { until } from '../parts/until';

const amount = '120.00';

/** Sends crypto to an order's deposit address as soon as it is shown, as the customer would. */
export async function depositByHand(lane: Lane, reference: string, deadlineMs: number): Promise<void> {
  const address = await until(`the deposit address of ${reference}`, () => shownAddress(lane, reference), {
    deadlineMs,
    everyMs: 250,
  });
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
