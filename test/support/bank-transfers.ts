import type { OfframpStatus } from '../../src/client';
import { fastForward, fastForwardPast } from '../../scripts/temporal/fast-forward';
import { required } from './journeys';
import type { OfframpSystem } from './offramp-system';

/** A reason of a bank's for which money is sent again, with the money back. */
export const passingFailure = { code: 'ED05', fundsReturned: true } as const;

/** What tests ask of the bank transfers of one order. */
export function bankTransfersOf(system: OfframpSystem, { reference }: { readonly reference: string }) {
  const status = (): Promise<OfframpStatus> => system.offramps.status(reference);
  const tradeId = async () => required((await status()).ids.tradeId);

  return {
    status,
    tradeId,

    /** What the provider was asked to send again. */
    async payments() {
      const ofTrade = await tradeId();
      return system.simulator.records.transfers.where(
        (transfer) => transfer.tradeId === ofTrade && transfer.attempt > 1,
      );
    },

    /** Moves the clock on, window by window, until an attempt has been made, or a person is needed. */
    async untilSent(attempt: number): Promise<void> {
      for (let steps = 0; steps < 80; steps += 1) {
        const now = await status();
        const state = now.transfers.find((transfer) => transfer.attempt === attempt)?.state;
        if (state !== undefined && !['scheduled', 'sending'].includes(state)) return;
        if (needsSomebody(now)) return;
        await toNextWindow(system, now);
      }
      throw new Error(`Attempt ${attempt} was not made, nor was a person needed, in 80 windows.`);
    },
  };
}

/**
 * Whether an order waits for a person. Where a busy machine let a request leave too late, the order says so, and tries
 * again by itself.
 */
export function needsSomebody({ needsAttention }: OfframpStatus): boolean {
  return needsAttention !== undefined && !triesAgain(needsAttention);
}

function triesAgain({ reason }: { readonly reason: string }): boolean {
  return reason === 'provider-unavailable';
}

/**
 * Moves the clock of an order on to where it sends: to its bank's next window, to its next try where that is open, or by
 * a few hours where it knows of no window yet.
 */
export async function toNextWindow(system: OfframpSystem, status: OfframpStatus): Promise<void> {
  const { workflowId, transfers, needsAttention } = status;
  const { connection } = system.environment;
  const scheduled = transfers.find(({ state }) => state === 'scheduled');
  if (needsAttention && triesAgain(needsAttention)) await fastForward(connection, workflowId, '31 minutes');
  else if (scheduled) await fastForwardPast(connection, workflowId, new Date(scheduled.submitAt));
  else await fastForward(connection, workflowId, '3 hours');
}
