import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import { countOrders, type OrderCounts } from './client/order-counts';

/** What the watch works with. */
export interface OrderWatchParts {
  readonly client: Client;
  readonly logger: Pick<Logger, 'warn'>;
  readonly record: (counts: OrderCounts) => void;
  readonly everyMs?: number;
}

const betweenQueriesMs = 250;

/** Counts the orders under way at once and then every minute, for metrics. Answers with what ends the watch. */
export function watchOrders({ client, logger, record, everyMs = 60_000 }: OrderWatchParts): () => void {
  const ending = new AbortController();
  const pause = (ms: number) => delay(ms, undefined, { signal: ending.signal, ref: false });
  async function watch(): Promise<void> {
    while (!ending.signal.aborted) {
      try {
        record(await countOrders(client, () => pause(betweenQueriesMs)));
      } catch (error) {
        if (ending.signal.aborted) return;
        logger.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'the orders could not be counted');
      }
      await pause(everyMs).catch(() => undefined);
    }
  }
  void watch();
  return () => ending.abort();
}
