import type { Site } from '../parts/site';
import { eachOf } from './at-once';
import { blockLine } from './report';
import { runBlock, type BlockResult } from './run-block';

export interface RunOptions {
  /** How many blocks run at once. */
  readonly lanes: number;
  readonly say: (line: string) => void;
  /** Other programs than the usual ones. */
  readonly programs?: Programs | undefined;
  /** Tells the blocks of one such run from those of another. */
  readonly name?: string;
}

/** The entries of worker and relay. */
export interface Programs {
  readonly worker: string;
  readonly relay: string;
}

/** More at once would only wait for one another's turn at one worker. */
const seedsInBlock = 10;

/** Plays all seeds, block by block. */
export async function runSeeds(
  seeds: readonly number[],
  site: Site,
  { lanes, say, programs, name = '' }: RunOptions,
): Promise<BlockResult[]> {
  const blocks: number[][] = [];
  for (let first = 0; first < seeds.length; first += seedsInBlock)
    blocks.push(seeds.slice(first, first + seedsInBlock));
  return eachOf([...blocks.entries()], lanes, async ([index, own]) => {
    const result = await runBlock(`${name}${index + 1}`, own, { site, programs });
    say(blockLine(result));
    return result;
  });
}
