import type { Client } from '@temporalio/client';
import { fastForward } from '../scripts/temporal/fast-forward';
import type { OfframpStatus } from '../src/client';

const hourMs = 3_600_000;
/** Of Frankfurt, summer and winter, this is the evening. */
const eveningUtcHour = 20;
const friday = 5;

/**
 * Moves the clock of one order on, which Temporal's development server can do: nobody wants to watch a weekend pass. The
 * worker, the relay and the provider know nothing of it.
 */
export interface OrderClock {
  /** To the evening of the next Friday. */
  untilFridayEvening(): Promise<void>;
  /** A few hours on, if the order waits for nothing but a bank to open. */
  pass(status: OfframpStatus): Promise<void>;
}

export function orderClock({ connection }: Pick<Client, 'connection'>, workflowId: string): OrderClock {
  const moveOn = async (ms: number) => {
    await fastForward(connection, workflowId, ms);
  };
  return {
    untilFridayEvening: () => moveOn(msUntilFridayEvening(new Date())),
    async pass({ stage, needsAttention }) {
      if (stage === 'retrying-bank-transfer' && needsAttention === undefined) await moveOn(3 * hourMs);
    },
  };
}

/** How long it is until the next Friday evening, in milliseconds. */
export function msUntilFridayEvening(now: Date): number {
  const evening = new Date(now);
  evening.setUTCHours(eveningUtcHour, 0, 0, 0);
  const days = (friday - evening.getUTCDay() + 7) % 7;
  const ms = evening.getTime() + days * 24 * hourMs - now.getTime();
  return ms >= 0 ? ms : ms + 7 * 24 * hourMs;
}
