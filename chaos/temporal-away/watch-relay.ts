import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const askEveryMs = 500;
const giveUpAfterMs = 15_000;

/** What was seen of a relay: /ready as it was asked at one moment and answered at another, since the beginning. */
export interface Sighting {
  readonly askedAt: number;
  readonly answeredAt: number;
  /** 0 if it gave no answer. */
  readonly status: number;
  readonly memoryMb: number;
}

/** Asks the relay whether it is ready, and the system for its memory, until it is told to stop. */
export async function watchRelay(
  { url, pid }: { readonly url: string; readonly pid: number },
  now: () => number,
  over: AbortSignal,
): Promise<Sighting[]> {
  const asked: Promise<Sighting>[] = [];
  while (!over.aborted) {
    // Each asks by itself: an answer may take seconds.
    asked.push(look(url, pid, now));
    await delay(askEveryMs);
  }
  return Promise.all(asked);
}

async function look(url: string, pid: number, now: () => number): Promise<Sighting> {
  const askedAt = now();
  const status = await fetch(`${url}/ready`, { signal: AbortSignal.timeout(giveUpAfterMs) }).then(
    async (response) => {
      await response.arrayBuffer();
      return response.status;
    },
    () => 0,
  );
  return { askedAt, answeredAt: now(), status, memoryMb: await memoryOf(pid) };
}

async function memoryOf(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Math.round(Number(stdout.trim()) / 1024);
}
