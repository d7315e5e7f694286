import type { OfframpStatus } from '../../src/client';
import { fastForward } from '../../scripts/temporal/fast-forward';
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

    /** Moves the clock on, in small steps, until an attempt has been made, or a person is needed. */
    async untilSent(attempt: number): Promise<void> {
      for (let steps = 0; steps < 80; steps += 1) {
        const { transfers, needsAttention } = await status();
        const state = transfers.find((transfer) => transfer.attempt === attempt)?.state;
        if (state !== undefined && !['scheduled', 'sending'].includes(state)) return;
        if (needsAttention !== undefined) return;
        await fastForward(system.environment.connection, `offramp-${reference}`, '3 hours');
      }
      throw new Error(`Attempt ${attempt} was not made within ten days.`);
    },
  };
}
