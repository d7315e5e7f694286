import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { StartedProcess } from '../../chaos/parts/child-process';
import { generateSecrets, workerEnvironment } from '../../chaos/parts/settings';
import { run } from '../../scripts/temporal/command';
import { freePort } from '../../scripts/temporal/ports';
import { startTemporalServer } from '../../scripts/temporal-server';
import { conclude } from '../parts/keep-result';
import { median } from '../parts/statistics';

export interface ColdStartExtent {
  readonly starts: number;
  /** False: the times of a busy machine say nothing. */
  readonly judgesTimes: boolean;
}

type Say = (line: string) => void;
type Environment = Readonly<Record<string, string>>;

/** What is promised (docs/performance.md), of every single start. */
const mostMs = 2_000;
const askEveryMs = 10;
const giveUpAfterMs = 60_000;
const builtWorker = join(__dirname, '..', '..', 'dist', 'src', 'worker.js');

/** Starts the built worker a number of times, and answers with where it took longer than it may to be ready. */
export async function measureColdStart({ starts, judgesTimes }: ColdStartExtent, say: Say): Promise<string[]> {
  say('Building the worker, as `npm run build` does.');
  await run('npm', ['run', '--silent', 'build'], 300_000);
  const times = await timesOf(starts, say);
  const limit = judgesTimes ? { atMost: mostMs } : {};
  const result = {
    name: 'cold-start',
    setting: `${starts} starts of the built worker, its workflows bundled beforehand, until /ready answers 200.`,
    figures: [
      { name: 'ready after, median', value: median(times), unit: 'ms', better: 'less' as const },
      { name: 'ready after, worst', value: Math.max(...times), unit: 'ms', better: 'less' as const, ...limit },
    ],
    charts: [
      {
        ...{
          name: 'cold-start',
          title: 'From the start of a worker process until it is ready',
          kind: 'points' as const,
        },
        ...{ xLabel: 'start', yLabel: 'ms' },
        series: [{ label: 'worker', points: times.map((ms, index) => [index + 1, Math.round(ms)] as const) }],
        limit: { label: 'must be ready', at: mostMs },
      },
    ],
  };
  return conclude(result, { keep: judgesTimes, say });
}

async function timesOf(starts: number, say: Say): Promise<number[]> {
  const directory = await mkdtemp(join(tmpdir(), 'offramp-bench-'));
  const temporal = await startTemporalServer({ log: say });
  const secrets = generateSecrets();
  const settings = { runId: randomBytes(2).toString('hex'), temporalAddress: temporal.address, secrets };
  // Nothing is asked of the provider, so that nobody has to be there.
  const places = { taskQueue: 'bench-cold-start', relayPort: 0, intakeUrl: '', providerUrl: 'http://127.0.0.1:9' };
  try {
    const times: number[] = [];
    for (let number = 1; number <= starts; number += 1) {
      const port = await freePort();
      const environment = { ...workerEnvironment(settings, places), METRICS_PORT: String(port) };
      times.push(await timeOfOne(environment, `http://127.0.0.1:${port}/ready`, join(directory, `${number}.log`)));
    }
    return times;
  } finally {
    await temporal.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Milliseconds from the moment at which the process is started until it says that it takes work. */
async function timeOfOne(environment: Environment, readyUrl: string, logFile: string): Promise<number> {
  const startedAt = performance.now();
  const starting = StartedProcess.start(
    { name: 'built worker', entry: builtWorker, environment, ready: /"msg":"worker ready"/ },
    logFile,
  );
  try {
    await Promise.race([untilReady(readyUrl), starting.then(({ failed }) => failed)]);
    return performance.now() - startedAt;
  } finally {
    await (await starting).stop();
  }
}

async function untilReady(url: string): Promise<void> {
  const giveUpAt = performance.now() + giveUpAfterMs;
  while (performance.now() < giveUpAt) {
    const isReady = await fetch(url).then(
      (response) => response.ok,
      // Nobody listens yet.
      () => false,
    );
    if (isReady) return;
    await delay(askEveryMs);
  }
  throw new Error(`The built worker was not ready after ${giveUpAfterMs / 1_000} s.`);
}
