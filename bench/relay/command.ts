import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSite } from '../../chaos/parts/site';
import type { NamedBench } from '../named-bench';
import { fewestForP99 } from './latencies';
import { measureRelay, type RelayExtent } from './measure-relay';

const whole: RelayExtent = {
  ...{ ratesPerSecond: [10, 50], fewestEvents: fewestForP99, fewestSeconds: 20 },
  ...{ orders: 60, judgesTimes: true },
};
const short: RelayExtent = {
  ...{ ratesPerSecond: [20], fewestEvents: 100, fewestSeconds: 5 },
  ...{ orders: 20, judgesTimes: false },
};

export const relayBench: NamedBench = {
  name: 'relay',
  description: 'How much longer an event takes through the relay than a signal sent straight to Temporal.',
  short: 'one rate, too few events to judge more than medians',
  of: (ci) => (say) => withSite((site) => measureRelay(ci ? short : whole, site, say), say),
};

/** Temporal and the relay as they are deployed, for as long as the measurement takes. */
async function withSite(
  work: (site: Awaited<ReturnType<typeof startSite>>) => Promise<string[]>,
  say: (line: string) => void,
): Promise<string[]> {
  const directory = await mkdtemp(join(tmpdir(), 'offramp-bench-'));
  const site = await startSite(directory, randomBytes(2).toString('hex'), say);
  try {
    return await work(site);
  } finally {
    await site.stop();
    await rm(directory, { recursive: true, force: true });
  }
}
