import { setTimeout as delay } from 'node:timers/promises';
import { withBenchSite, type BenchSite } from '../parts/bench-site';
import { conclude } from '../parts/keep-result';
import type { MeasuredWorker } from '../parts/measured-worker';
import { writeClosedBanks } from './closed-banks';
import { herdResult, type HerdRun, type MemorySample } from './herd-result';
import { gather, release, workflowIdsOf, type Herd } from './release';
import { explained, stragglersAmong } from './stragglers';
import { countTaskTimeouts, evenly } from './task-timeouts';

export interface HerdExtent {
  readonly orders: number;
  /** What the provider allows: `COINUT_REQUESTS_PER_SECOND`. */
  readonly callsPerSecond: number;
  /** Within how many minutes all are released; they spread themselves over thirty. */
  readonly overMinutes: number;
  /** Orders that the worker remembers; of a large herd far fewer than there are. */
  readonly cachedOrders: number;
  /** False: a short run, whose memory says nothing yet. */
  readonly keep: boolean;
}

type Say = (line: string) => void;

const taskQueue = 'bench-herd';
const sendRoute = 'POST /payment/create';
const sampleEveryMs = 1_000;
const sayEverySamples = 30;
const historiesLookedAt = 1_000;
/** Without a payment for so long, the rest have met with trouble, after which an order waits for half an hour. */
const patienceMs = 90_000;

/**
 * Has many orders wait for the same bank window, opens it, and follows them until the last has sent its money. Answers with
 * where they left faster than the provider allows, or the worker did not keep up.
 */
export async function measureHerd(extent: HerdExtent, say: Say): Promise<string[]> {
  const run = await withBenchSite(say, (site) => runHerd(site, extent, say));
  return conclude(herdResult(extent, run), { keep: extent.keep, say });
}

async function runHerd(
  site: BenchSite,
  { orders, callsPerSecond, overMinutes, cachedOrders }: HerdExtent,
  say: Say,
): Promise<HerdRun> {
  const { client, provider, directory } = site;
  provider.customerStatus = 'APPROVED';
  const worker = await site.startWorker('offramp', taskQueue, {
    BANKING_OVERLAY: await writeClosedBanks(directory, Date.now()),
    COINUT_REQUESTS_PER_SECOND: String(callsPerSecond),
    WORKER_CACHED_ORDERS: String(cachedOrders),
  });
  const herd: Herd = { client, taskQueue, size: orders };
  await gather(herd, say);
  const startedAt = performance.now();
  const released = release(herd, overMinutes * 60_000).then(async () => {
    say(`Released within ${since(startedAt)} s.`);
    return stragglersAmong(client, taskQueue);
  });
  // It is waited for below, and until then may fail while nobody does.
  released.catch(() => undefined);
  const [memory, stragglers] = await Promise.all([followUntilSent(site, worker, { orders, startedAt, say }), released]);
  const payments = provider.calls.get(sendRoute) ?? [];
  const seconds = (Math.max(startedAt, ...payments.slice(-1)) - startedAt) / 1_000;
  say(`${payments.length} have sent their money after ${seconds.toFixed(0)} s. Looking at histories.`);
  const lookedAt = evenly(workflowIdsOf(herd), historiesLookedAt);
  return {
    seconds,
    memory,
    calls: [...provider.calls.values()].flat(),
    startedAt,
    lookedAt: lookedAt.length,
    ...(await countTaskTimeouts(client, lookedAt)),
    stragglers: await explained(client, stragglers),
    payments: payments.length,
  };
}

/** Samples the worker's memory until every order has sent its payment, or for a long time none has. */
async function followUntilSent(
  { provider }: BenchSite,
  worker: MeasuredWorker,
  { orders, startedAt, say }: { readonly orders: number; readonly startedAt: number; readonly say: Say },
): Promise<MemorySample[]> {
  const samples: MemorySample[] = [];
  let [sent, lastSentAt] = [0, performance.now()];
  for (;;) {
    const { rssBytes } = await worker.usage();
    samples.push({ atSeconds: (performance.now() - startedAt) / 1_000, rssBytes });
    const now = provider.count(sendRoute);
    if (now > sent) [sent, lastSentAt] = [now, performance.now()];
    if (samples.length % sayEverySamples === 0) say(`${sent} of ${orders} have sent after ${since(startedAt)} s`);
    if (sent >= orders || performance.now() - lastSentAt > patienceMs) return samples;
    await delay(sampleEveryMs);
  }
}

function since(startedAt: number): string {
  return ((performance.now() - startedAt) / 1_000).toFixed(0);
}
