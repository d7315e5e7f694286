import { setTimeout as sleep } from 'node:timers/promises';

const deadlineMs = 15_000;
const pollMs = 10;

/** Waits until a value is there (neither undefined nor false), or fails naming what was awaited. */
export async function eventually<T>(
  awaited: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  const deadline = performance.now() + deadlineMs;
  while (performance.now() < deadline) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await sleep(pollMs);
  }
  throw new Error(`Waited ${deadlineMs} ms in vain until ${awaited}.`);
}
