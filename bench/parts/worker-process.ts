import { DefaultLogger, Runtime, type Worker } from '@temporalio/worker';
import { loadWorkerConfig, type WorkerConfig } from '../../src/config';
import { exporterUrl, metricsOptions } from '../../src/metrics';
import { limitProviderRate } from '../../src/provider-rate';
import { connectWorker } from '../../src/worker-connection';
import { createWorkers } from '../../src/workers';
import { createControlWorkers } from '../throughput/control/workers';
import type { UsageQuestion, WorkerUsage } from './measured-worker';

/** The workers as `src/worker.ts` makes them, or those of the control, and what they use, told over IPC. */
async function main(): Promise<void> {
  const config = loadWorkerConfig();
  const metricsUrl = await exporterUrl();
  const { telemetryOptions } = metricsOptions(metricsUrl);
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { ...telemetryOptions, logging: { filter: 'ERROR' } },
    shutdownSignals: [],
  });
  const workers = await makeWorkers(config);
  process.on('message', ({ collect }: UsageQuestion) => {
    void usageOf(workers, metricsUrl, collect).then((usage) => process.send?.(usage));
  });
  process.on('disconnect', () => process.exit());
  const done = Promise.all(workers.map((worker) => worker.run()));
  process.send?.('ready');
  await done;
}

async function makeWorkers(config: WorkerConfig): Promise<Worker[]> {
  const codePath = process.env.BENCH_WORKFLOW_BUNDLE;
  if (codePath === undefined) throw new Error('BENCH_WORKFLOW_BUNDLE names no file.');
  const { connection, client } = await connectWorker(config);
  await limitProviderRate(config, connection);
  const parts = { connection, client, workflowBundle: { codePath } };
  return process.argv[2] === 'control' ? createControlWorkers(config, parts) : createWorkers(config, parts);
}

async function usageOf(workers: readonly Worker[], metricsUrl: URL, collect: boolean): Promise<WorkerUsage> {
  // What the first finds to be garbage may only be freed by the second.
  for (let times = 0; collect && times < 2; times += 1) globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  return {
    cpuMs: (user + system) / 1_000,
    rssBytes: rss,
    heapBytes: heapUsed,
    cacheSize: Math.max(...workers.map(({ options }) => options.maxCachedWorkflows)),
    cachedOrders: await cachedOrders(metricsUrl),
  };
}

/** The SDK tells it of each worker; only that of the workflows has any. */
async function cachedOrders(metricsUrl: URL): Promise<number> {
  const text = await (await fetch(metricsUrl)).text();
  const sizes = text.split('\n').filter((line) => /^temporal_sticky_cache_size[ {]/.test(line));
  return sizes.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}

void main();
