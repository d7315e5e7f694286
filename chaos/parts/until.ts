import { setMaxListeners } from 'node:events';
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

/** Throws if work takes longer than it may, naming what was awaited. The signal tells the work to give up. */
export async function within<T>(
  what: string,
  deadlineMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ending = new AbortController();
  // Each of many calls may listen to it.
  setMaxListeners(0, ending.signal);
  const tooLate = new Promise<never>((_resolve, reject) => {
    ending.signal.addEventListener('abort', () =>
      reject(new Error(`Waited ${deadlineMs / 1000} s in vain for ${what}.`)),
    );
  });
  const clock = setTimeout(() => ending.abort(), deadlineMs);
  try {
    return await Promise.race([work(ending.signal), tooLate]);
  } finally {
    clearTimeout(clock);
    ending.abort();
  }
}
