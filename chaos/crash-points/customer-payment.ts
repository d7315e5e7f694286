import { setTimeout as delay } from 'node:timers/promises';
import type { DepositAddressAnswer } from '../../src/client';
import type { Lane } from '../parts/lane';

const amount = '120.00';
const askAgainAfterMs = 250;

/**
 * Waits for an order's deposit address and sends crypto to it as soon as it is shown, as its customer would: what comes
 * earlier than that cannot be meant for the order. Gives up when the order ends, or the lane.
 */
export async function payWhenShown(lane: Lane, reference: string): Promise<void> {
  while (!lane.ending.aborted) {
    const answer = await addressOf(lane, reference);
    if (answer && 'ended' in answer) return;
    if (answer) {
      await lane.provider.play.receiveDeposit({ address: answer.depositAddress.address, amount });
      return;
    }
    await delay(askAgainAfterMs);
  }
}

async function addressOf({ offramps }: Lane, reference: string): Promise<DepositAddressAnswer | undefined> {
  try {
    return await offramps.awaitDepositAddress(reference, { timeoutMs: 5_000 });
  } catch {
    // The worker may be gone at this moment. If it stays away, the order comes to no end, and that is reported.
    return undefined;
  }
}
