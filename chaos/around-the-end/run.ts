import { keepHistories } from '../parts/kept-histories';
import { Lane } from '../parts/lane';
import type { Site } from '../parts/site';
import { Aim } from './aim';
import { Ground } from './ground';
import { playDismissal } from './play-dismissal';
import { playEnding } from './play-ending';
import { violationsOf, type EndingResult } from './result';
import type { EndingName, EndingTries } from './schedule';

export interface RunOptions {
  /** How many orders are under way at once. */
  readonly atOnce: number;
  readonly say: (line: string) => void;
}

const sayEvery = 50;

/** Plays all endings in one lane. */
export async function runEndings(
  schedule: readonly EndingTries[],
  site: Site,
  { atOnce, say }: RunOptions,
): Promise<EndingResult[]> {
  const lane = await Lane.start(site, 'ends', { autoplay: false });
  const ground = new Ground(site, lane);
  const aims: Readonly<Record<EndingName, Aim>> = {
    cancelled: new Aim(150),
    expired: new Aim(150),
    rejected: new Aim(40),
    'watch-over': new Aim(100),
    dismissed: new Aim(0),
  };
  const waiting = [...schedule];
  const results: EndingResult[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const result = await play(next, ground, aims[next.ending]);
      results.push(result);
      if (results.length % sayEvery === 0) say(`${results.length} of ${schedule.length} ends`);
      if (violationsOf(result).length > 0)
        await keepHistories(site.client.workflow, [result.workflowId], site.directory);
    }
  };
  try {
    await Promise.race([Promise.all(Array.from({ length: atOnce }, work)), lane.failed]);
    return results;
  } finally {
    await lane.stop();
  }
}

/** An ending that cannot be played is a failure of its own, and not the end of the run. */
async function play(ending: EndingTries, ground: Ground, aim: Aim): Promise<EndingResult> {
  try {
    return await (ending.ending === 'dismissed' ? playDismissal(ending, ground) : playEnding(ending, ground, aim));
  } catch (error) {
    const workflowId = `offramp-end-${ground.site.settings.runId}-${ending.number}`;
    const failures = [error instanceof Error ? error.message : String(error)];
    return { ending: ending.ending, workflowId, tries: [], playedAgain: 0, failures };
  }
}
