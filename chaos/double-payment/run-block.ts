import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keepHistories } from '../parts/kept-histories';
import { Lane } from '../parts/lane';
import type { Site } from '../parts/site';
import type { Block } from './blocks';
import { taleOf } from './histories';
import { OrderInPlay } from './order-in-play';
import { Draw } from '../parts/random';
import { runSeed, type SeedResult } from './run-seed';
import { scheduleOf } from './schedule';
import { bringToTheBank } from './set-up';
import { strikeWorkers, type Strikes } from './worker-faults';

export interface BlockResult {
  readonly block: Block;
  readonly seeds: readonly SeedResult[];
  readonly strikes: Strikes;
  readonly tookMs: number;
}

/**
 * A worker sends nothing that it signed longer ago than a third of this. It must be able to hold a payment for a while,
 * or a payment that was held would never meet the guard; one that was frozen must have held it for too long.
 */
const signatureWindowMs = 30_000;

/** The worker that a block is played with; its name tells the orders of one from those of another. */
export interface Worker {
  readonly name: string;
  readonly entry?: string;
}

const theWorker: Worker = { name: '' };

/** Plays all seeds of a block at once, in a lane of their own. */
export async function runBlock(block: Block, site: Site, worker: Worker = theWorker): Promise<BlockResult> {
  const startedAt = performance.now();
  const { number, kind } = block;
  const [first = {}, ...others] = kind.workers;
  const name = `${worker.name}${number}`;
  const options = {
    ...{ autoplay: false, signatureWindowMs, workerEntry: worker.entry },
    workerEnvironment: { ...first, COINUT_SIGNATURE_WINDOW: `${signatureWindowMs} ms` },
  };
  const lane = await Lane.start(site, name, options);
  const over = new AbortController();
  try {
    for (const environment of others) await lane.startWorker({ PAYOUTS_PAUSED: 'false', ...environment });
    const orders = block.seeds.map((seed) => {
      const reference = `seed-${site.settings.runId}-${lane.name}-${seed}`;
      const order = new OrderInPlay(reference, scheduleOf(seed), { lane, client: site.client });
      return { order, brought: bringToTheBank(order) };
    });
    // What a seed says is about a bank transfer: a worker that stops before there is one would only keep it from being played.
    await Promise.race([Promise.allSettled(orders.map(({ brought }) => brought)), lane.failed]);
    const striking = strikeWorkers(lane, kind.faults, { draw: new Draw(block.number), over: over.signal });
    const playing = Promise.all(orders.map(({ order, brought }) => runSeed(order, brought, kind)));
    const seeds = await Promise.race([playing, lane.failed]);
    over.abort();
    const wrong = seeds.filter(({ violations }) => violations.length > 0).map(({ workflowId }) => workflowId);
    await keepHistories(site.client.workflow, wrong, site.directory);
    for (const workflowId of wrong) {
      const tale = await taleOf(site.client, workflowId);
      await writeFile(join(site.directory, `${workflowId}.txt`), `${tale.join('\n')}\n`);
    }
    return { block, seeds, strikes: await striking, tookMs: performance.now() - startedAt };
  } finally {
    over.abort();
    await lane.stop();
  }
}
