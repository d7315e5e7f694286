import { randomInt } from 'node:crypto';
import { assertFree } from '../scripts/temporal/ports';

/** Below those that systems hand out by themselves (32768 and up on Linux, 49152 and up elsewhere). */
const range = { from: 20_000, to: 30_000 } as const;
const mostTries = 20;

/**
 * A port that is free now and stays so for the seconds until its process listens there: no connection and no server that
 * takes any port is given one of this range.
 */
export async function lastingFreePort(): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    const port = randomInt(range.from, range.to);
    try {
      await assertFree(port);
      return port;
    } catch (error) {
      if (attempt === mostTries) throw error;
    }
  }
}
