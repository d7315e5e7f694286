import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Runtime, Worker, type NativeConnection, type RuntimeOptions, type WorkerOptions } from '@temporalio/worker';
import {
  createAttemptCheck,
  createBankAccountActivities,
  createCustomerActivities,
  createDeliveryActivities,
  createDepositActivities,
  createDepositClaims,
  createDepositOwnershipActivities,
  createFlowActivities,
  createNotificationActivities,
  createOrderGuard,
  createOrderSettingsActivities,
  createPaymentActivities,
  createSiblingOrders,
  createSweepActivities,
  createTradeActivities,
  createTransferPlanActivities,
  failureInterceptor,
  heartbeatInterceptor,
} from './activities';
import { tablesWith } from './banking/overlay';
import { cancellationSignal } from './activities/cancellation-signal';
import { watchCalendars } from './calendar-watch';
import { scheduleSweep } from './client/sweep-schedule';
import { createCoinutApi, type CoinutApi } from './coinut/api';
import { contracts } from './coinut/contracts';
import { createCoinutHttp, defaultHttpTimeoutMs, defaultLongestHoldMs } from './coinut/http';
import { loadWorkerConfig, secretsOf, type WorkerConfig } from './config';
import { keyCanaryOf } from './encryption/key-canary';
import { createSecretKeys, createWalletKeys, type WalletKeys } from './encryption/secret-keys';
import { defaultDeadlines } from './signals/deadlines';
import { calendarCoverageGauge, metricsOptions, orderGauges } from './metrics';
import { createLogger, exitOnFailure, temporalLogger } from './logging';
import { watchOrders } from './order-watch';
import { dataConverterOf } from './temporal';
import { connectWorker } from './worker-connection';
import { versionOptions } from './worker-version';
import type { Client } from '@temporalio/client';

/** The most provider calls that one activity usually makes: a look-up and a create. Flows of known customers take more. */
const callsPerActivity = 2;
/** Above the HTTP timeout, so that a call that is under way when the process is told to stop is heard to its end. */
const shutdownGraceTime = `${defaultHttpTimeoutMs / 1000 + 5} seconds` as const;

/** What the workers of one process are made from; tests give their own connection. */
export interface WorkerParts {
  readonly connection: NativeConnection;
  readonly client: Client;
  /** A prebuilt workflow bundle; without one the workflows are bundled at start. */
  readonly workflowBundle?: { readonly codePath: string };
}

/**
 * The workers of an offramp process: one for workflows, one for the provider's rate-limited queue and, where a backend is
 * to be told, one for that.
 */
export async function createWorkers(config: WorkerConfig, parts: WorkerParts): Promise<Worker[]> {
  const { connection, client } = parts;
  const taskQueue = config.TEMPORAL_TASK_QUEUE;
  const coinut = coinutApi(config);
  const contract = contracts[config.COINUT_CONTRACT];
  const walletKeys = createWalletKeys(config.PAYLOAD_KEYS, config.COINUT_API_SECRET);
  const claims = createDepositClaims({ client, taskQueue });
  const requireCurrentAttempt = createAttemptCheck({ client });
  const trades = createTradeActivities({ coinut, now });
  const secretKeys = createSecretKeys(config.PAYLOAD_KEYS, config.COINUT_API_SECRET);
  const siblings = createSiblingOrders({ client, taskQueue, secretKeys });
  const common = {
    connection,
    namespace: config.TEMPORAL_NAMESPACE,
    dataConverter: dataConverterOf(config),
    shutdownGraceTime,
    interceptors: { activity: [heartbeatInterceptor, failureInterceptor] },
    ...versionOptions(config),
  } satisfies CommonOptions;
  const workflows = await Worker.create({
    ...common,
    taskQueue,
    // When a worker dies, its cached orders go to another one after this long.
    stickyQueueScheduleToStartTimeout: '5 seconds',
    ...(parts.workflowBundle ? { workflowBundle: parts.workflowBundle } : { workflowsPath: workflowsPath() }),
    activities: {
      ...createOrderSettingsActivities({
        enableMatic: config.ENABLE_MATIC,
        signatureWindowMs: config.COINUT_SIGNATURE_WINDOW,
        depositLimits: config.DEPOSIT_LIMITS,
        payoutCurrencies: contract.payoutCurrencies,
        paymentCurrencies: contract.paymentCurrencies,
        deletesFlows: contract.deleteFlow !== undefined,
        approvals: config.APPROVALS,
        notifies: config.NOTIFY_URL !== undefined,
        deadlines: defaultDeadlines,
      }),
      ...createDepositOwnershipActivities({ client, taskQueue, claims, walletKeys: walletKeys.all }),
      ...createTransferPlanActivities({
        tables: tablesWith(config.BANKING_OVERLAY),
        sendLimits: { paused: config.PAYOUTS_PAUSED, autoResendMax: config.AUTO_RESEND_MAX },
      }),
    },
  });
  const provider = await Worker.create({
    ...common,
    taskQueue: `${taskQueue}-coinut`,
    activities: {
      ...providerActivities({ coinut, walletKeys, siblings, requireCurrentAttempt }),
      ...createPaymentActivities({
        coinut,
        now,
        requireCurrentAttempt,
        askOrder: createOrderGuard({ client }),
        payoutsPaused: config.PAYOUTS_PAUSED,
        maxResendCost: config.MAX_RESEND_COST,
      }),
      ...createDeliveryActivities({
        client,
        taskQueue,
        coinut,
        claims,
        walletKeys: walletKeys.all,
        now,
        findTrades: (search) => trades.findTrades(search),
      }),
      ...createSweepActivities({
        ...{ client, coinut, taskQueue, claims, now },
        walletKeys: walletKeys.all,
        pauseMs: sweepPauseMs(config),
      }),
    },
  });
  const notifications = await notificationWorker(config, common);
  return [workflows, provider, ...notifications];
}

type CommonOptions = Omit<WorkerOptions, 'taskQueue'>;

/** A backend that is slow or away holds up nothing but what it is told itself. */
async function notificationWorker(config: WorkerConfig, common: CommonOptions): Promise<Worker[]> {
  const { NOTIFY_URL: url, NOTIFY_SECRET: secret, NOTIFY_ALLOW_PRIVATE: allowPrivate } = config;
  if (url === undefined || secret === undefined) return [];
  const activities = createNotificationActivities({ url, secret, allowPrivate, now });
  return [await Worker.create({ ...common, taskQueue: `${config.TEMPORAL_TASK_QUEUE}-notify`, activities })];
}

interface ProviderParts {
  readonly coinut: CoinutApi;
  readonly walletKeys: WalletKeys;
  readonly siblings: ReturnType<typeof createSiblingOrders>;
  readonly requireCurrentAttempt: ReturnType<typeof createAttemptCheck>;
}

const now = () => new Date();

function coinutApi(config: WorkerConfig): CoinutApi {
  return createCoinutApi({
    contract: contracts[config.COINUT_CONTRACT],
    cancellation: cancellationSignal,
    http: createCoinutHttp({
      baseUrl: config.COINUT_BASE_URL.href,
      apiKey: config.COINUT_API_KEY,
      apiSecret: config.COINUT_API_SECRET,
      longestHoldMs: Math.min(defaultLongestHoldMs, config.COINUT_SIGNATURE_WINDOW / 3),
    }),
  });
}

function providerActivities({ coinut, walletKeys, siblings, requireCurrentAttempt }: ProviderParts) {
  return {
    ...createCustomerActivities({ coinut, now, siblings, requireCurrentAttempt }),
    ...createBankAccountActivities({ coinut, siblings, requireCurrentAttempt }),
    ...createFlowActivities({ coinut, now, siblings, requireCurrentAttempt, walletKey: walletKeys.newest }),
    ...createDepositActivities({ coinut, now }),
    ...createTradeActivities({ coinut, now }),
  };
}

/** A sweep is one activity of many calls, which the queue's rate does not slow down: it takes half of the rate itself. */
function sweepPauseMs({ COINUT_REQUESTS_PER_SECOND: callsPerSecond }: WorkerConfig): number {
  return callsPerSecond === undefined ? 0 : 2_000 / callsPerSecond;
}

/** From sources the directory is bundled as it stands, from a build its compiled twin. */
function workflowsPath(): string {
  const [source, compiled] = ['index.ts', 'index.js'].map((name) => resolve(__dirname, 'workflows', name));
  return source !== undefined && existsSync(source) ? source : String(compiled);
}

/** The rate holds for the whole fleet, since it is kept by the server (patterns.md, *Rate limit*). */
async function limitProviderRate(config: WorkerConfig, { connection }: WorkerParts): Promise<void> {
  const callsPerSecond = config.COINUT_REQUESTS_PER_SECOND;
  if (callsPerSecond === undefined) return;
  await connection.workflowService.updateTaskQueueConfig({
    namespace: config.TEMPORAL_NAMESPACE,
    identity: 'offramp-worker',
    taskQueue: `${config.TEMPORAL_TASK_QUEUE}-coinut`,
    taskQueueType: 2,
    updateQueueRateLimit: {
      rateLimit: { requestsPerSecond: callsPerSecond / callsPerActivity },
      reason: `COINUT_REQUESTS_PER_SECOND=${callsPerSecond}, ${callsPerActivity} calls an activity`,
    },
  });
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

async function main(): Promise<void> {
  const config = loadWorkerConfig();
  const logger = createLogger('worker', config.LOG_LEVEL, secretsOf(config));
  const runtime = { logger: temporalLogger(logger), shutdownSignals: ['SIGINT', 'SIGTERM'] } satisfies RuntimeOptions;
  Runtime.install({ ...runtime, ...metricsOptions(config) });
  const parts = await connectWorker(config);
  const tables = tablesWith(config.BANKING_OVERLAY);
  const stopWatching = watchCalendars({ tables, now, logger, record: calendarCoverageGauge() });
  const { client } = parts;
  // Nobody reads the counts where no metrics are served, and each costs a query.
  const stopCounting =
    config.METRICS_PORT === undefined ? undefined : watchOrders({ client, logger, record: orderGauges() });
  try {
    const codePath = resolve(__dirname, 'workflow-bundle.js');
    const prebuilt = existsSync(codePath) ? { workflowBundle: { codePath } } : {};
    await limitProviderRate(config, parts);
    await scheduleSweep(parts.client, config.TEMPORAL_TASK_QUEUE, {
      everyMs: config.SWEEP_INTERVAL,
      keyCanary: keyCanaryOf(config.PAYLOAD_KEYS),
    });
    const workers = await createWorkers(config, { ...parts, ...prebuilt });
    logger.info({ taskQueue: config.TEMPORAL_TASK_QUEUE, timeZoneData: process.versions.tz }, 'worker ready');
    await runAll(workers);
  } finally {
    stopWatching();
    stopCounting?.();
    await parts.connection.close();
  }
}

if (require.main === module) void main().catch(exitOnFailure);
