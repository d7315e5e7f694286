import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Worker } from '@temporalio/worker';
import pino from 'pino';
import { startSimulator, type Simulator } from '../../simulator';
import { createOfframpClient, type OfframpClient } from '../../src/client';
import type { ContractName } from '../../src/coinut/contracts/contract';
import { loadRelayConfig, loadWorkerConfig } from '../../src/config';
import { createWalletKeys } from '../../src/encryption/secret-keys';
import { createRelay } from '../../src/relay/server';
import { dataConverterOf } from '../../src/temporal';
import { createWorkers } from '../../src/workers';
import { banksClosedToday } from './closed-banks';
import { testPayloadKeys } from './payload-keys';
import { workflowBundle } from './shared-resources';
import { createTestEnvironment } from './test-environment';

const bankReportSecret = `whsec_${Buffer.alloc(24, 5).toString('base64')}`;

/** Everything an offramp needs, in one process: the real workers, relay and client, and the simulated provider. */
export interface OfframpSystem {
  readonly environment: TestWorkflowEnvironment;
  readonly client: Client;
  readonly offramps: OfframpClient;
  readonly simulator: Simulator;
  readonly relayUrl: string;
  readonly taskQueue: string;
  readonly bankReportSecret: string;
  readonly apiSecret: string;
  /** The environment of a worker process that would serve the same orders. */
  readonly workerEnvironment: Readonly<Record<string, string>>;
  startWorkers(): Promise<void>;
  stopWorkers(): Promise<void>;
  stop(): Promise<void>;
}

export interface OfframpSystemOptions {
  /** False: the provider does only what `simulator.play` is told. */
  readonly autoplay?: boolean;
  readonly timeScale?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** Which of the provider's documents both sides follow. */
  readonly contract?: ContractName;
}

export async function startOfframpSystem(options: OfframpSystemOptions = {}): Promise<OfframpSystem> {
  const { autoplay = false, timeScale = 0.1, contract = 'guide' } = options;
  const taskQueue = `offramp-${randomUUID()}`;
  const apiSecret = 'test-secret';
  const simulator = await startSimulator({ apiKey: 'test-key', apiSecret, autoplay, timeScale, contract });
  const overlay = banksClosedToday();
  const variables = {
    TEMPORAL_TASK_QUEUE: taskQueue,
    PAYLOAD_KEYS: testPayloadKeys,
    COINUT_BASE_URL: simulator.url,
    COINUT_API_KEY: 'test-key',
    COINUT_API_SECRET: apiSecret,
    COINUT_CONTRACT: contract,
    COINUT_SIGNATURE_WINDOW: '3 seconds',
    RELAY_PUBLIC_URL: 'http://127.0.0.1/webhooks/coinut',
    BANK_REPORT_SECRET: bankReportSecret,
    BANKING_OVERLAY: overlay.path,
    ...options.environment,
  };
  const config = loadWorkerConfig(variables);
  const environment = await createTestEnvironment({ dataConverter: dataConverterOf(config) });
  const { client } = environment;

  const relayConfig = loadRelayConfig(variables);
  const relay = createRelay({
    client,
    taskQueue,
    logger: pino({ level: 'silent' }),
    // Set once the port is known; the provider signs for the address that it calls.
    callbackUrl: relayConfig.RELAY_PUBLIC_URL,
    secrets: { apiKey: 'test-key', apiSecrets: [apiSecret] },
    signatures: relayConfig.WEBHOOK_SIGNATURES,
    toleranceMs: relayConfig.WEBHOOK_TOLERANCE,
    bankReportSecret: relayConfig.BANK_REPORT_SECRET,
    walletKeys: createWalletKeys(config.PAYLOAD_KEYS, apiSecret),
    payloadKeys: config.PAYLOAD_KEYS,
  });
  const relayUrl = await relay.listen({ port: 0, host: '127.0.0.1' });
  relayConfig.RELAY_PUBLIC_URL.host = new URL(relayUrl).host;
  simulator.deliverTo({
    callbackUrl: relayConfig.RELAY_PUBLIC_URL.href,
    bankReport: { url: `${relayUrl}/bank-reports`, secret: bankReportSecret },
  });

  let running: { workers: Worker[]; done: Promise<unknown> } | undefined;
  async function startWorkers(): Promise<void> {
    const workers = await createWorkers(config, {
      connection: environment.nativeConnection,
      client,
      workflowBundle: workflowBundle(),
    });
    running = { workers, done: Promise.all(workers.map((worker) => worker.run())) };
  }
  async function stopWorkers(): Promise<void> {
    const stopping = running;
    running = undefined;
    stopping?.workers.forEach((worker) => worker.shutdown());
    await stopping?.done;
  }

  await startWorkers();
  return {
    environment,
    client,
    offramps: createOfframpClient({ client, taskQueue }),
    simulator,
    relayUrl,
    taskQueue,
    bankReportSecret,
    apiSecret,
    workerEnvironment: variables,
    startWorkers,
    stopWorkers,
    stop: async () => {
      await simulator.stop();
      await relay.close();
      await stopWorkers();
      await environment.teardown();
      overlay.remove();
    },
  };
}
