import { setTimeout as delay } from 'node:timers/promises';

const askEveryMs = 250;
/** Many times what any case takes; only one that is stuck gets there. */
const giveUpAfterMs = 90_000;

/**
 * Asks again and again until there is an answer, and returns it. Throws after a minute and a half, saying what was
 * awaited and, as `otherwise` tells it, what was there instead; and as soon as `signal` is aborted.
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  { otherwise, signal }: { readonly otherwise?: () => Promise<string>; readonly signal?: AbortSignal | undefined } = {},
): Promise<T> {
  for (const giveUpAt = performance.now() + giveUpAfterMs; ;) {
    signal?.throwIfAborted();
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > giveUpAt) {
      const instead = await otherwise?.();
      throw new Error(`Waited ${giveUpAfterMs / 1000} s in vain for ${what}${instead ? `: ${instead}` : ''}.`);
    }
    await delay(askEveryMs);
  }
}
