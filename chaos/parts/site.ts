import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { startTemporalServer } from '../../scripts/temporal-server';
import { freePort } from '../../scripts/temporal/ports';
import { loadClientConfig } from '../../src/config';
import { connectClient } from '../../src/temporal';
import { StartedProcess } from './child-process';
import { buildPrograms } from './program-build';
import { generateSecrets, relayEnvironment, temporalEnvironment, type RunSettings } from './settings';

/** What all orders of a run share: Temporal, the relay, and a client of both. */
export interface Site {
  readonly settings: RunSettings;
  readonly client: Client;
  /** Rejects when the relay ends by itself. */
  readonly failed: Promise<never>;
  /** Starts another worker on a task queue. Resolves when it is ready. */
  startWorker(name: string, environment: Readonly<Record<string, string>>): Promise<StartedProcess>;
  stop(): Promise<void>;
}

/** Starts the shared parts; what each process says is written under `directory`. */
export async function startSite(directory: string, runId: string, say: (line: string) => void): Promise<Site> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const stopPart of stops.splice(0).reverse()) await stopPart();
  };
  try {
    const [temporal, build] = await Promise.all([startTemporalServer({ log: say }), buildPrograms()]);
    stops.push(temporal.stop, () => build.remove());
    const settings = {
      runId,
      temporalAddress: temporal.address,
      relayPort: await freePort(),
      secrets: generateSecrets(),
    };
    const client = await connectClient(loadClientConfig(temporalEnvironment(settings, 'offramp')));
    stops.push(() => client.connection.close());
    const relay = await StartedProcess.start(
      {
        name: 'relay',
        entry: build.relay,
        environment: relayEnvironment(settings),
        ready: /"msg":"relay listening"/,
      },
      join(directory, 'relay.log'),
    );
    stops.push(() => relay.stop());
    return {
      settings,
      client,
      failed: relay.failed,
      startWorker: (name, environment) =>
        StartedProcess.start(
          { name, entry: build.worker, environment, ready: /"msg":"worker ready"/ },
          join(directory, `${name.replaceAll(' ', '-')}.log`),
        ),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
