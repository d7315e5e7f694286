import { setTimeout as delay } from 'node:timers/promises';
import type { Site } from '../parts/site';
import type { Block } from './blocks';
import { blockLine } from './report';
import { runBlock, type BlockResult, type Worker } from './run-block';

export interface RunOptions {
  /** How many blocks run at once. */
  readonly lanes: number;
  readonly say: (line: string) => void;
  readonly worker?: Worker | undefined;
  /** No more blocks are begun once this says so. */
  readonly isEnough?: (results: readonly BlockResult[]) => boolean;
}

/** Those that will wait for a frozen worker get there first, while they have the processors for themselves. */
const staggerMs = 3_000;

/** Runs all blocks, those that take longest first. */
export async function runBlocks(
  blocks: readonly Block[],
  site: Site,
  { lanes, say, worker, isEnough = () => false }: RunOptions,
): Promise<BlockResult[]> {
  const results: BlockResult[] = [];
  const waiting = [...blocks].sort((one, other) => other.kind.faults.length - one.kind.faults.length);
  const work = async (_: unknown, lane: number): Promise<void> => {
    await delay(lane * staggerMs);
    for (let block = waiting.shift(); block !== undefined && !isEnough(results); block = waiting.shift()) {
      const result = await runBlock(block, site, worker);
      results.push(result);
      say(blockLine(result));
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, blocks.length) }).map(work));
  return results.sort((one, other) => one.block.number - other.block.number);
}
