import type { Client } from '@temporalio/client';
import { Worker, type NativeConnection, type WorkerOptions } from '@temporalio/worker';
import {
  createDepositClaims,
  createDepositOwnershipActivities,
  createNotificationActivities,
  createOrderSettingsActivities,
  createLateNewsActivities,
  createTransferPlanActivities,
  failureInterceptor,
  heartbeatInterceptor,
} from './activities';
import { tablesWith } from './banking/overlay';
import { contracts } from './coinut/contracts';
import { defaultHttpTimeoutMs } from './coinut/http';
import type { WorkerConfig } from './config';
import { createWalletKeys } from './encryption/secret-keys';
import { createProviderActivities } from './provider-activities';
import { providerQueueOf } from './provider-rate';
import { defaultDeadlines } from './signals/deadlines';
import { dataConverterOf } from './temporal';
import { notificationSizes, providerSizes, workflowSizes } from './worker-sizes';
import { versionOptions } from './worker-version';
import { workflowSources } from './workflow-sources';

/** Above the HTTP timeout, so that a call that is under way when the process is told to stop is heard to its end. */
const shutdownGraceTime = `${defaultHttpTimeoutMs / 1000 + 5} seconds` as const;

/** What the workers of one process are made from; tests give their own connection. */
export interface WorkerParts {
  readonly connection: NativeConnection;
  readonly client: Client;
  /** A prebuilt workflow bundle; without one the workflows are bundled at start. */
  readonly workflowBundle?: { readonly codePath: string };
}

type CommonOptions = Omit<WorkerOptions, 'taskQueue'>;

/**
 * The workers of an offramp process: one for workflows, one for the provider's rate-limited queue and, where a backend is
 * to be told, one for that.
 */
export async function createWorkers(config: WorkerConfig, parts: WorkerParts): Promise<Worker[]> {
  const { connection, client } = parts;
  const taskQueue = config.TEMPORAL_TASK_QUEUE;
  const walletKeys = createWalletKeys(config.PAYLOAD_KEYS, config.COINUT_API_SECRET);
  const claims = createDepositClaims({ client, taskQueue });
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
    ...workflowSizes(config),
    taskQueue,
    // When a worker dies, its cached orders go to another one after this long.
    stickyQueueScheduleToStartTimeout: '5 seconds',
    ...workflowCode(parts),
    activities: {
      ...createOrderSettingsActivities(orderSettings(config)),
      ...createDepositOwnershipActivities({ client, taskQueue, claims, walletKeys: walletKeys.all }),
      ...createLateNewsActivities({ client, taskQueue }),
      ...createTransferPlanActivities({
        tables: tablesWith(config.BANKING_OVERLAY),
        sendLimits: { paused: config.PAYOUTS_PAUSED, autoResendMax: config.AUTO_RESEND_MAX },
      }),
    },
  });
  const provider = await Worker.create({
    ...common,
    ...providerSizes(config),
    taskQueue: providerQueueOf(taskQueue),
    activities: createProviderActivities(config, { client, claims, walletKeys }),
  });
  return [workflows, provider, ...(await notificationWorker(config, common))];
}

/** What an order is told once, at its start. */
function orderSettings(config: WorkerConfig) {
  const contract = contracts[config.COINUT_CONTRACT];
  return {
    enableMatic: config.ENABLE_MATIC,
    signatureWindowMs: config.COINUT_SIGNATURE_WINDOW,
    depositLimits: config.DEPOSIT_LIMITS,
    payoutCurrencies: contract.payoutCurrencies,
    paymentCurrencies: contract.paymentCurrencies,
    deletesFlows: contract.deleteFlow !== undefined,
    approvals: config.APPROVALS,
    notifies: config.NOTIFY_URL !== undefined,
    deadlines: defaultDeadlines,
  };
}

/** A backend that is slow or away holds up nothing but what it is told itself. */
async function notificationWorker(config: WorkerConfig, common: CommonOptions): Promise<Worker[]> {
  const { NOTIFY_URL: url, NOTIFY_SECRET: secret, NOTIFY_ALLOW_PRIVATE: allowPrivate } = config;
  if (url === undefined || secret === undefined) return [];
  const activities = createNotificationActivities({ url, secret, allowPrivate, now: () => new Date() });
  const taskQueue = `${config.TEMPORAL_TASK_QUEUE}-notify`;
  return [await Worker.create({ ...common, ...notificationSizes(config), taskQueue, activities })];
}

function workflowCode({ workflowBundle }: WorkerParts) {
  if (workflowBundle) return { workflowBundle };
  const { workflowsPath, preloadModules } = workflowSources();
  return { workflowsPath, bundlerOptions: { preloadModules } };
}
