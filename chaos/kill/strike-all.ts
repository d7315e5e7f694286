import { setTimeout as delay } from 'node:timers/promises';
import type { Struck } from './part';
import type { Strike } from './strikes';
import type { KillSystem } from './system';

export interface StrikesDone {
  readonly struck: readonly Struck[];
  /** Those whose part was not there to be struck, such as a worker that waited for Temporal. */
  readonly missed: number;
}

/** Strikes at the moments of a schedule, and resolves once everything that was struck works again. */
export async function strikeAll(
  schedule: readonly Strike[],
  system: Pick<KillSystem, 'part' | 'untilUp'>,
  strikeSaid: (strike: Struck) => void,
): Promise<StrikesDone> {
  const beganAt = performance.now();
  const done = await Promise.all(
    schedule.map(async (strike) => {
      await delay(Math.max(0, strike.atMs - (performance.now() - beganAt)));
      const struck = await system.part(strike.part).strike(strike);
      if (struck !== undefined) strikeSaid(struck);
      return struck;
    }),
  );
  await system.untilUp();
  const struck = done.filter((one) => one !== undefined);
  return { struck, missed: done.length - struck.length };
}
