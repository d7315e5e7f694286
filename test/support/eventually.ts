import { setTimeout as delay } from 'node:timers/promises';
import { inspect } from 'node:util';

const usuallyEveryMs = 50;

/**
 * Asks every 50 ms, unless told otherwise, until the answer is truthy, and returns it. An error while asking, for instance of an `expect`,
 * counts as "not yet". After the deadline the error says what was waited for and what the last answer was.
 *
 * @example await eventually('the order to be settled', async () => (await status()).outcome === 'settled');
 */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T> | T,
  { deadlineMs = 60_000, everyMs = usuallyEveryMs }: { deadlineMs?: number; everyMs?: number } = {},
): Promise<Exclude<T, false | null | undefined>> {
  const giveUpAt = Date.now() + deadlineMs;
  for (;;) {
    const last = await attempt(ask);
    if ('answer' in last && isPresent(last.answer)) return last.answer;
    if (Date.now() >= giveUpAt) {
      const lastWords = 'error' in last ? `failed with ${inspect(last.error)}` : `was ${inspect(last.answer)}`;
      throw new Error(`Waited ${deadlineMs} ms in vain for ${what}. The last answer ${lastWords}.`);
    }
    await delay(everyMs);
  }
}

async function attempt<T>(ask: () => Promise<T> | T): Promise<{ answer: T } | { error: unknown }> {
  try {
    return { answer: await ask() };
  } catch (error) {
    return { error };
  }
}

function isPresent<T>(answer: T): answer is Exclude<T, false | null | undefined> {
  return Boolean(answer);
}
