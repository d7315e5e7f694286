import { Client } from '@temporalio/client';
import { createOfframpClient, type OfframpClient } from '../../src/client';
import { scheduleSweep } from '../../src/client/sweep-schedule';
import { loadWorkerConfig } from '../../src/config';
import { createDataConverter } from '../../src/encryption/data-converter';
import { keyCanaryOf } from '../../src/encryption/key-canary';
import { parsePayloadKeys } from '../../src/encryption/key-ring';
import { createWalletKeys } from '../../src/encryption/secret-keys';
import { createWorkers } from '../../src/workers';
import { startRelay } from '../relay/support/relays';
import type { OfframpSystem } from './offramp-system';
import { temporalAddress, workflowBundle } from './shared-resources';
import { startWorkerProcess } from './worker-process';

/** A system whose worker, relay (which the provider calls) and client have certain payload keys. */
export interface KeySite {
  /** The system as this client sees it. */
  readonly system: OfframpSystem;
  readonly offramps: OfframpClient;
  /** What the worker has logged, if it is a process of its own. */
  workerLog(): string;
  stop(): Promise<void>;
}

export interface KeySiteOptions {
  /** The worker's own keys. */
  readonly worker?: string;
  /** Whether the worker is a process of its own. */
  readonly asProcess?: boolean;
}

/** Starts the parts of a system, whose own workers are stopped, with these `PAYLOAD_KEYS`. */
export async function startKeySite(
  system: OfframpSystem,
  keys: string,
  { worker: workerKeys = keys, asProcess = false }: KeySiteOptions = {},
): Promise<KeySite> {
  const { taskQueue, bankReportSecret, apiSecret } = system;
  const worker = await (asProcess ? workerProcess : workerWithin)(system, workerKeys);
  const keyRing = parsePayloadKeys(keys);
  const client = clientWith(system, keys);
  const walletKeys = createWalletKeys(keyRing, apiSecret);
  const relay = await startRelay({ client, taskQueue, bankReportSecret, walletKeys, payloadKeys: keyRing });
  system.simulator.deliverTo({
    callbackUrl: `${relay.url}/webhooks/coinut`,
    bankReport: { url: `${relay.url}/bank-reports`, secret: bankReportSecret },
  });
  const offramps = offrampsWith(system, keys);
  return {
    system: { ...system, client, offramps },
    offramps,
    workerLog: () => worker.log(),
    stop: async () => {
      await worker.stop();
      await relay.close();
    },
  };
}

/** The client of a backend that has these keys. */
export function offrampsWith(system: OfframpSystem, keys: string): OfframpClient {
  return createOfframpClient({ client: clientWith(system, keys), taskQueue: system.taskQueue });
}

function clientWith({ environment }: OfframpSystem, keys: string): Client {
  const dataConverter = createDataConverter({ keyRing: parsePayloadKeys(keys), namespace: 'default' });
  return new Client({ connection: environment.connection, dataConverter });
}

async function workerProcess({ workerEnvironment }: OfframpSystem, keys: string) {
  const environment = { ...workerEnvironment, TEMPORAL_ADDRESS: temporalAddress(), PAYLOAD_KEYS: keys };
  const worker = await startWorkerProcess(environment);
  return { log: () => worker.log(), stop: () => worker.kill() };
}

/** Begins as the process does: leaves its canary, or does not begin. */
async function workerWithin(system: OfframpSystem, keys: string) {
  const config = loadWorkerConfig({ ...system.workerEnvironment, PAYLOAD_KEYS: keys });
  const client = clientWith(system, keys);
  const keyCanary = keyCanaryOf(config.PAYLOAD_KEYS);
  await scheduleSweep(client, system.taskQueue, { everyMs: config.SWEEP_INTERVAL, keyCanary });
  const parts = { connection: system.environment.nativeConnection, client, workflowBundle: workflowBundle() };
  const workers = await createWorkers(config, parts);
  const done = Promise.all(workers.map((worker) => worker.run()));
  return {
    log: () => '',
    stop: async () => {
      for (const worker of workers) worker.shutdown();
      await done;
    },
  };
}
