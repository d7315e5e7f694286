import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../scripts/temporal/ports';
import { Processes } from './processes';
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
    const ports = { relay: await freePort(), codecServer: await freePort() };
    const data = join(this.#directory, 'provider');
    await mkdir(data, { recursive: true });
    this.#temporal = startTemporal(codecEndpoint(ports, secrets), say);
    const [temporal, simulatorUrl] = await Promise.all([
      this.#temporal,
      this.#start('simulated provider', {
        entry: 'simulator/main.ts',
        environment: simulatorEnvironment(ports, secrets, data),
        ready: /^simulator listening on (\S+)$/m,
      }),
    ]);

    const common = temporalEnvironment(temporal.address, this.#runId, secrets);
    const worker = { ...common, ...workerEnvironment(simulatorUrl, secrets) };
    const relay = { ...common, ...relayEnvironment(ports, secrets) };
    const codecServer = { ...common, ...codecServerEnvironment(ports, secrets, temporal.uiPort) };
    await Promise.all([
      this.#start('worker', { entry: 'src/worker.ts', environment: worker, ready: /"msg":"worker ready"/ }),
      this.#start('relay', { entry: 'src/relay/main.ts', environment: relay, ready: /"msg":"relay listening"/ }),
      this.#start('codec server', {
        entry: 'src/encryption/codec-server-main.ts',
        environment: codecServer,
        ready: /"msg":"codec server listening"/,
      }),
    ]);
    return {
      runId: this.#runId,
      simulatorUrl,
      environment: { ...worker, ...relay, ...codecServer },
      ...(temporal.uiAddress ? { uiUrl: `http://localhost:${temporal.uiPort}` } : {}),
    };
  }

  /** Ends everything, Temporal last. May be called at any moment, also while the system is starting. */
  async stop(): Promise<void> {
    await this.#processes.stop();
    const temporal = await this.#temporal?.catch(() => undefined);
    await temporal?.stop();
  }

  /** Resolves with the first group that `ready` captured, if it has one. */
  async #start(
    name: string,
    program: { entry: string; environment: Readonly<Record<string, string>>; ready: RegExp },
  ): Promise<string> {
    const [, captured = ''] = await this.#processes.start({ name, ...program });
    return captured;
  }
}
