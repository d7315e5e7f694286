import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { lastingFreePort } from './ports';
import { Processes, type Program, type StartedProcess } from './processes';
import {
  codecEndpoint,
  codecServerEnvironment,
  generateSecrets,
  relayEnvironment,
  simulatorEnvironment,
  temporalEnvironment,
  workerEnvironment,
} from './settings';
import { type DemoTemporal, startTemporal } from './temporal';

/** What of a running system the demo needs to know. */
export interface RunningSystem {
  readonly runId: string;
  readonly simulatorUrl: string;
  /** Absent where the Temporal server is not the demo's own. */
  readonly uiUrl?: string;
  /** For the CLI, or for another worker beside the demo's own. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Temporal, simulated provider, codec server, relay and worker, each in a process of its own. */
export class System {
  readonly #directory: string;
  readonly #runId: string;
  readonly #processes: Processes;
  readonly #secrets = generateSecrets();
  #temporal: Promise<DemoTemporal> | undefined;
  #worker: StartedProcess | undefined;
  #workerProgram: Program | undefined;

  /** Everything is written under `directory`; `runId` tells this run from others on the same Temporal server. */
  constructor(directory: string, runId: string) {
    this.#directory = directory;
    this.#runId = runId;
    this.#processes = new Processes(directory);
  }

  /** Rejects when a process ends before it is told to. */
  get failed(): Promise<never> {
    return this.#processes.failed;
  }

  /** Resolves once an order could be started. `say` hears of each part that is ready. */
  async start(say: (line: string) => void): Promise<RunningSystem> {
    const secrets = this.#secrets;
    const ports = { relay: await lastingFreePort(), codecServer: await lastingFreePort() };
    const data = join(this.#directory, 'provider');
    await mkdir(data, { recursive: true });
    this.#temporal = startTemporal(codecEndpoint(ports, secrets), say);
    const [temporal, simulatorUrl] = await Promise.all([
      this.#temporal,
      this.#startSimulator(simulatorEnvironment(ports, secrets, data)),
    ]);

    const common = temporalEnvironment(temporal.address, this.#runId, secrets);
    const worker = { ...common, ...workerEnvironment(simulatorUrl, secrets) };
    const relay = { ...common, ...relayEnvironment(ports, secrets) };
    const codecServer = { ...common, ...codecServerEnvironment(ports, secrets, temporal.uiPort) };
    this.#workerProgram = {
      name: 'worker',
      entry: 'src/worker.ts',
      environment: worker,
      ready: /"msg":"worker ready"/,
    };
    await Promise.all([
      this.startWorker(),
      this.#processes.start({
        name: 'relay',
        entry: 'src/relay/main.ts',
        environment: relay,
        ready: /"msg":"relay listening"/,
      }),
      this.#processes.start({
        name: 'codec server',
        entry: 'src/encryption/codec-server-main.ts',
        environment: codecServer,
        ready: /"msg":"codec server listening"/,
      }),
    ]);
    const uiUrl = temporal.uiAddress ? `http://localhost:${temporal.uiPort}` : undefined;
    return {
      runId: this.#runId,
      simulatorUrl,
      environment: { ...worker, ...relay, ...codecServer, ...(uiUrl && { TEMPORAL_UI_URL: uiUrl }) },
      ...(uiUrl && { uiUrl }),
    };
  }

  /** The worker that was started last. */
  get worker(): StartedProcess {
    if (this.#worker === undefined) throw new Error('The worker has not been started yet.');
    return this.#worker;
  }

  /** Starts the worker, or another one in the place of one that was killed; resolves once it is ready. */
  async startWorker(): Promise<void> {
    if (this.#workerProgram === undefined) throw new Error('The worker needs the rest of the system.');
    this.#worker = await this.#processes.start(this.#workerProgram);
  }

  /** Ends everything, Temporal last. May be called at any moment, also while the system is starting. */
  async stop(): Promise<void> {
    await this.#processes.stop();
    const temporal = await this.#temporal?.catch(() => undefined);
    await temporal?.stop();
  }

  /** Resolves with the address at which it listens. */
  async #startSimulator(environment: Program['environment']): Promise<string> {
    const { match } = await this.#processes.start({
      name: 'simulated provider',
      entry: 'simulator/main.ts',
      environment,
      ready: /^simulator listening on (\S+)$/m,
    });
    return match[1] ?? '';
  }
}
