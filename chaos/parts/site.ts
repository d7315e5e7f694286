import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { freePort } from '../../scripts/temporal/ports';
import { loadClientConfig } from '../../src/config';
import { connectClient } from '../../src/temporal';
import { StartedProcess } from './child-process';
import { OwnTemporal } from './own-temporal';
import { buildPrograms, type SourceChange } from './program-build';
import { generateSecrets, temporalEnvironment, type RunSettings } from './settings';

type Environment = Readonly<Record<string, string>>;

export interface SiteOptions {
  /** Temporal keeps everything in a file, so that it can be killed and started again. */
  readonly temporalOnFile?: boolean;
}

/** What all lanes of a run share: Temporal and a client of it, and the programs that they start. */
export interface Site {
  readonly settings: RunSettings;
  readonly client: Client;
  readonly temporal: OwnTemporal;
  /** Where everything is written that may tell what went wrong. */
  readonly directory: string;
  /** Each resolves when the process is ready. The name is that of its log, too. */
  startWorker(name: string, environment: Environment, entry?: string): Promise<StartedProcess>;
  startRelay(name: string, environment: Environment, entry?: string): Promise<StartedProcess>;
  /** The simulated provider, where it has to be a process of its own. */
  startProvider(name: string, environment: Environment): Promise<StartedProcess>;
  /** The entries of programs of changed sources, to be started in the place of the usual ones. */
  changedPrograms(...changes: readonly SourceChange[]): Promise<{ readonly worker: string; readonly relay: string }>;
  /** A free port that no other lane of this run is given. */
  port(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts the shared parts; what each process says is written under `directory`. */
export async function startSite(
  directory: string,
  runId: string,
  say: (line: string) => void,
  { temporalOnFile = false }: SiteOptions = {},
): Promise<Site> {
  const databaseFile = temporalOnFile ? join(directory, 'temporal.db') : undefined;
  const [temporal, build] = await Promise.all([OwnTemporal.start(say, databaseFile), buildPrograms()]);
  const settings = { runId, temporalAddress: temporal.address, secrets: generateSecrets() };
  const client = await connectClient(loadClientConfig(temporalEnvironment(settings, 'offramp')));
  const start = (name: string, entry: string, environment: Environment, ready: RegExp) =>
    StartedProcess.start({ name, entry, environment, ready }, join(directory, `${name.replaceAll(' ', '-')}.log`));
  const taken = new Set<number>();
  return {
    settings,
    client,
    temporal,
    directory,
    startWorker: (name, environment, entry = build.worker) => start(name, entry, environment, /"msg":"worker ready"/),
    changedPrograms: (...changes) => build.changed(...changes),
    startRelay: (name, environment, entry = build.relay) => start(name, entry, environment, /"msg":"relay listening"/),
    startProvider: (name, environment) => start(name, build.provider, environment, /^simulator listening on /m),
    port: async () => {
      for (;;) {
        const port = await freePort();
        if (taken.has(port)) continue;
        taken.add(port);
        return port;
      }
    },
    stop: async () => {
      await client.connection.close();
      await build.remove();
      await temporal.stop();
    },
  };
}
