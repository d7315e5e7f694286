import { setTimeout as delay } from 'node:timers/promises';

const defaultEveryMs = 100;

/** Asks again and again until there is an answer, and returns it. After the deadline it throws, naming what was awaited. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
  { deadlineMs, everyMs = defaultEveryMs }: { readonly deadlineMs: number; readonly everyMs?: number },
): Promise<T> {
  const giveUpAt = performance.now() + deadlineMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > giveUpAt) throw new Error(`Waited ${deadlineMs / 1000} s in vain for ${what}.`);
    await delay(everyMs);
  }
}

/** Throws if work takes longer than it may, naming what was awaited. The work itself goes on. */
export async function within<T>(what: string, deadlineMs: number, work: Promise<T>): Promise<T> {
  const clock = new AbortController();
  const tooLate = delay(deadlineMs, undefined, { signal: clock.signal }).then(() => {
    throw new Error(`Waited ${deadlineMs / 1000} s in vain for ${what}.`);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clock.abort();
    tooLate.catch(() => undefined);
  }
}
