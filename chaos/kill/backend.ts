import { setTimeout as delay } from 'node:timers/promises';
import { InvalidOrder, ReferenceTaken, type OfframpClient } from '../../src/client';
import type { Client } from '@temporalio/client';
import type { CastOrder } from './cast';

const answerWithinMs = 5_000;
const pauseMs = 500;
const giveUpAfterMs = 180_000;

/**
 * Starts orders as a backend does: each at its time, and under the same reference again until Temporal has it. Answers
 * with how often it had to be tried once more.
 */
export async function startOrders(
  cast: readonly CastOrder[],
  { offramps, client }: { readonly offramps: Pick<OfframpClient, 'start'>; readonly client: Client },
): Promise<number> {
  const beganAt = performance.now();
  const repeats = await Promise.all(
    cast.map(async ({ order, startAtMs }) => {
      await delay(Math.max(0, startAtMs - (performance.now() - beganAt)));
      const giveUpAt = performance.now() + giveUpAfterMs;
      for (let repeated = 0; ; repeated += 1) {
        try {
          await client.withDeadline(Date.now() + answerWithinMs, () => offramps.start(order));
          return repeated;
        } catch (error) {
          const isFinal = error instanceof InvalidOrder || error instanceof ReferenceTaken;
          if (isFinal || performance.now() > giveUpAt) throw error;
          await delay(pauseMs);
        }
      }
    }),
  );
  return repeats.reduce((sum, repeated) => sum + repeated, 0);
}
