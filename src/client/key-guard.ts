import type { Client } from '@temporalio/client';
import { requireSameKeys } from './key-check';

/** How long keys that agreed are taken to agree. */
const agreedForMs = 60_000;

/**
 * Keeps a client from writing what no worker could read, which would wait in Temporal for ever. The answer throws
 * {@link PayloadKeysDiffer}; it asks Temporal at most once a minute while the keys agree, and once for all who ask together.
 */
export function createKeyGuard(
  client: Client,
  taskQueue: string,
  now: () => number = () => performance.now(),
): () => Promise<void> {
  let agreedUntilMs = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;
  async function ask(): Promise<void> {
    if ((await requireSameKeys(client, taskQueue)) === 'agree') agreedUntilMs = now() + agreedForMs;
  }
  return async () => {
    if (now() < agreedUntilMs) return;
    asking ??= ask().finally(() => (asking = undefined));
    await asking;
  };
}
