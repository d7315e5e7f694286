import { createServer } from 'node:http';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { listen } from '../../chaos/parts/listen';
import { lastingFreePort } from '../../demo/ports';
import { Processes } from '../../demo/processes';
import {
  codecServerEnvironment,
  relayEnvironment,
  simulatorEnvironment,
  temporalEnvironment,
  workerEnvironment,
} from '../../demo/settings';
import { createOfframpClient, type OfframpClient } from '../../src/client';
import { loadClientConfig } from '../../src/config';
import { connectClient } from '../../src/temporal';
import { startTemporalServer } from '../temporal-server';
import { freePort } from '../temporal/ports';
import type { PlantedSecrets } from './markers';

/** A whole system whose secrets are markers, with everything that it writes within reach. */
export interface LeakSite {
  readonly runId: string;
  readonly client: Client;
  readonly offramps: OfframpClient;
  readonly taskQueue: string;
  readonly simulatorUrl: string;
  readonly relayUrl: string;
  /** Temporal UI that knows no codec server. */
  readonly uiUrl: string;
  /** Absent where nothing is encrypted. */
  readonly codecServerUrl?: string;
  readonly metricsUrls: readonly string[];
  readonly databaseFiles: readonly string[];
  readonly logFiles: readonly string[];
  /** All that Temporal and the web server of its UI write. */
  readonly temporalLog: string;
  /** What the CLI is given. */
  readonly commandEnvironment: Readonly<Record<string, string>>;
  /** What all processes together are given. */
  readonly everySetting: Readonly<Record<string, string>>;
  /** Rejects when a process ends before it is told to. */
  readonly failed: Promise<never>;
  stop(): Promise<void>;
}

export interface LeakSiteSettings {
  readonly directory: string;
  readonly runId: string;
  readonly secrets: PlantedSecrets;
  /** False: what the scan is to find then. */
  readonly encrypts: boolean;
  readonly say: (line: string) => void;
}

/** Starts Temporal on a file, the simulated provider, worker, relay and codec server, each a process of its own. */
export async function startLeakSite({ directory, runId, secrets, encrypts, say }: LeakSiteSettings): Promise<LeakSite> {
  await mkdir(join(directory, 'provider'), { recursive: true });
  const databaseFile = join(directory, 'temporal.db');
  const backend = await listen(createServer((_request, response) => void response.end()));
  const uiPort = await freePort();
  const temporalLog = join(directory, 'temporal.log');
  const temporal = await startTemporalServer({
    ...{ databaseFile, ui: { port: uiPort }, log: say },
    outputFile: temporalLog,
  });
  const processes = new Processes(directory);
  const ports = { relay: await lastingFreePort(), codecServer: await lastingFreePort() };
  const metricsPort = await lastingFreePort();
  const common: Readonly<Record<string, string>> = {
    ...temporalEnvironment(temporal.address, runId, { ...secrets, ...(encrypts ? {} : { payloadKeys: 'none' }) }),
    LOG_LEVEL: 'trace',
    // The server takes any; without TLS being switched off, the key would turn it on.
    ...{ TEMPORAL_API_KEY: secrets.temporalApiKey, TEMPORAL_TLS: 'false' },
  };
  const provider = await processes.start({
    name: 'simulated provider',
    entry: 'simulator/main.ts',
    environment: simulatorEnvironment(ports, secrets, join(directory, 'provider')),
    ready: /^simulator listening on (\S+)$/m,
  });
  const simulatorUrl = provider.match[1] ?? '';
  const worker = {
    ...{ ...common, ...workerEnvironment(simulatorUrl, secrets) },
    ...{ NOTIFY_URL: backend.url, NOTIFY_SECRET: secrets.notifySecret, NOTIFY_ALLOW_PRIVATE: 'true' },
    ...{ METRICS_PORT: String(metricsPort), SWEEP_INTERVAL: '10 seconds' },
  };
  const relay = {
    ...{ ...common, ...relayEnvironment(ports, secrets) },
    COINUT_API_SECRET_PREVIOUS: secrets.previousApiSecret,
  };
  const codecServer = {
    ...{ ...common, ...codecServerEnvironment(ports, secrets, uiPort) },
    ...{ CODEC_TOKEN: secrets.sharedCodecToken, CODEC_TOKENS: `scan:${secrets.codecToken}` },
  };
  await Promise.all([
    start('worker', 'src/worker.ts', worker, /"msg":"worker ready"/),
    start('relay', 'src/relay/main.ts', relay, /"msg":"relay listening"/),
    ...(encrypts
      ? [start('codec server', 'src/encryption/codec-server-main.ts', codecServer, /"msg":"codec server listening"/)]
      : []),
  ]);
  const client = await connectClient(loadClientConfig(common));
  const taskQueue = common.TEMPORAL_TASK_QUEUE ?? '';
  const relayUrl = `http://127.0.0.1:${ports.relay}`;
  return {
    ...{ runId, client, taskQueue, simulatorUrl, relayUrl },
    offramps: createOfframpClient({ client, taskQueue }),
    uiUrl: `http://127.0.0.1:${uiPort}`,
    ...(encrypts && { codecServerUrl: `http://127.0.0.1:${ports.codecServer}` }),
    metricsUrls: [`http://127.0.0.1:${metricsPort}/metrics`, `${relayUrl}/metrics`],
    databaseFiles: ['', '-wal', '-shm'].map((ending) => databaseFile + ending),
    temporalLog,
    commandEnvironment: common,
    everySetting: { ...worker, ...relay, ...codecServer },
    logFiles: ['worker', 'relay', ...(encrypts ? ['codec-server'] : [])].map((name) => join(directory, `${name}.log`)),
    failed: processes.failed,
    stop: async () => {
      await client.connection.close();
      await processes.stop();
      await temporal.stop();
      await backend.close();
    },
  };

  async function start(
    name: string,
    entry: string,
    environment: Readonly<Record<string, string>>,
    ready: RegExp,
  ): Promise<void> {
    await processes.start({ name, entry, environment, ready });
  }
}
