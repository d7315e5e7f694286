import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Runtime, type Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import { tablesWith } from './banking/overlay';
import { watchCalendars } from './calendar-watch';
import { scheduleSweep } from './client/sweep-schedule';
import { loadWorkerConfig, secretsOf, type WorkerConfig } from './config';
import { keyCanaryOf } from './encryption/key-canary';
import { createLogger, exitOnFailure, temporalLogger } from './logging';
import { calendarCoverageGauge, exporterUrl, metricsOptions, orderGauges } from './metrics';
import { watchOrders } from './order-watch';
import { limitProviderRate } from './provider-rate';
import { untilTemporalAnswers } from './temporal-wait';
import { connectWorker } from './worker-connection';
import { WorkerHealth } from './worker-health';
import { serveWorkerHttp } from './worker-http';
import { createWorkers, type WorkerParts } from './workers';

/** The worker process: waits for Temporal, works until it is told to end, and finishes what it has begun. */
async function main(): Promise<void> {
  const config = loadWorkerConfig();
  const logger = createLogger('worker', config.LOG_LEVEL, secretsOf(config));
  const metricsUrl = config.METRICS_PORT === undefined ? undefined : await exporterUrl();
  Runtime.install({
    logger: temporalLogger(logger),
    shutdownSignals: ['SIGINT', 'SIGTERM'],
    ...metricsOptions(metricsUrl),
  });
  const health = new WorkerHealth();
  const toldToEnd = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      health.end();
      toldToEnd.abort();
    });
  }
  const closeHttp = await openHttp(config, health, metricsUrl);
  try {
    const parts = await untilTemporalAnswers(config, () => connectWorker(config), { logger, signal: toldToEnd.signal });
    if (parts !== undefined) await work(config, { parts, health, logger });
  } finally {
    await closeHttp();
  }
}

async function openHttp(config: WorkerConfig, health: WorkerHealth, metricsUrl: URL | undefined) {
  const { METRICS_HOST: host, METRICS_PORT: port } = config;
  if (port === undefined || metricsUrl === undefined) return async () => undefined;
  const server = await serveWorkerHttp({ host, port, metricsUrl, readiness: () => health.readiness() });
  return async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
}

interface Work {
  readonly parts: WorkerParts;
  readonly health: WorkerHealth;
  readonly logger: Logger;
}

async function work(config: WorkerConfig, { parts, health, logger }: Work): Promise<void> {
  const { client, connection } = parts;
  const tables = tablesWith(config.BANKING_OVERLAY);
  const stopWatching = watchCalendars({ tables, now: () => new Date(), logger, record: calendarCoverageGauge() });
  // Nobody reads the counts where no metrics are served, and each costs a query.
  const stopCounting =
    config.METRICS_PORT === undefined ? undefined : watchOrders({ client, logger, record: orderGauges() });
  try {
    await limitProviderRate(config, connection);
    await scheduleSweep(client, config.TEMPORAL_TASK_QUEUE, {
      everyMs: config.SWEEP_INTERVAL,
      keyCanary: keyCanaryOf(config.PAYLOAD_KEYS),
    });
    const workers = await createWorkers(config, { ...parts, ...prebuiltBundle() });
    health.watch(workers, connection);
    logger.info({ taskQueue: config.TEMPORAL_TASK_QUEUE, timeZoneData: process.versions.tz }, 'worker ready');
    await runAll(workers);
  } finally {
    stopWatching();
    stopCounting?.();
    await connection.close();
  }
}

/** A build has it beside this file (scripts/build-workflow-bundle.ts); from sources there is none. */
function prebuiltBundle(): Pick<WorkerParts, 'workflowBundle'> {
  const codePath = resolve(__dirname, 'workflow-bundle.js');
  return existsSync(codePath) ? { workflowBundle: { codePath } } : {};
}

/** Runs until told to stop; if one fails, the others finish what they are doing before its failure is thrown. */
async function runAll(workers: readonly Worker[]): Promise<void> {
  const ends = workers.map((worker) =>
    worker.run().finally(() => {
      for (const other of workers) if (other.getState() === 'RUNNING') other.shutdown();
    }),
  );
  const failed = (await Promise.allSettled(ends)).find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}

if (require.main === module) void main().catch(exitOnFailure);
