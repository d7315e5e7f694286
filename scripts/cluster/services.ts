import { join } from 'node:path';
import { z } from 'zod';
import { lastingFreePort } from '../../demo/ports';
import { signatureWindowSeconds } from '../../demo/settings';
import { composeService } from '../deployment/compose-file';
import { run } from '../temporal/command';
import type { Containment } from './containment';
import { StartedProgram, type Program } from './started-program';

type Environment = Readonly<Record<string, string>>;

/** The services of this project in docker-compose.yml, and what each image starts. */
const entries = {
  worker: 'dist/src/worker.js',
  relay: 'dist/src/relay/main.js',
  'codec-server': 'dist/src/encryption/codec-server-main.js',
  simulator: 'dist/simulator/main.js',
} as const;

export type ServiceName = keyof typeof entries;

export interface Ports {
  readonly worker: number;
  readonly secondWorker: number;
  readonly relay: number;
  readonly codecServer: number;
  readonly simulator: number;
}

const root = join(__dirname, '..', '..');
const readySchema = z.object({ message: z.string().optional() });

/** Compiles everything and bundles the workflows, as the Dockerfile does. */
export async function build(): Promise<void> {
  await run('npm', ['run', '--silent', 'build'], 300_000);
}

export async function freePorts(): Promise<Ports> {
  return {
    worker: await lastingFreePort(),
    secondWorker: await lastingFreePort(),
    relay: await lastingFreePort(),
    codecServer: await lastingFreePort(),
    simulator: await lastingFreePort(),
  };
}

/** What of `.env` names places, for processes that share one machine instead of a network of containers. */
export function placeVariables(ports: Ports, temporalAddress: string, overlayPath: string): Environment {
  return {
    TEMPORAL_ADDRESS: temporalAddress,
    COINUT_BASE_URL: `http://127.0.0.1:${ports.simulator}`,
    RELAY_PUBLIC_URL: `http://127.0.0.1:${ports.relay}/webhooks/coinut`,
    BANKING_OVERLAY: overlayPath,
    SWEEP_INTERVAL: '10 seconds',
  };
}

/** Worker, relay, codec server and simulated provider as processes, with the settings of docker-compose.yml. */
export class Services {
  readonly ports: Ports;
  readonly #directory: string;
  readonly #variables: Environment;
  readonly #contain: Containment;
  readonly #running = new Map<string, StartedProgram>();

  /** `contain` is for those that may write nothing. */
  constructor(directory: string, variables: Environment, ports: Ports, contain: Containment) {
    this.#contain = contain;
    this.#directory = directory;
    this.#variables = variables;
    this.ports = ports;
  }

  get simulatorUrl(): string {
    return `http://127.0.0.1:${this.ports.simulator}`;
  }

  /** What the service `cli` gives the command line; it serves a client as well. */
  get clientEnvironment(): Environment {
    const { environment } = composeService('cli', this.#variables);
    return { ...environment, ...this.#changesOf('relay', this.ports.relay) };
  }

  async startSimulator(): Promise<void> {
    const simulator = this.#launch('simulator', 'simulator', this.#environmentOf('simulator', this.ports.simulator));
    await simulator.ready(() => answers(`${this.simulatorUrl}/simulator/audit`));
  }

  /** Starts a worker without waiting for it. */
  launchWorker(name: 'worker' | 'second-worker' = 'worker'): StartedProgram {
    const port = name === 'worker' ? this.ports.worker : this.ports.secondWorker;
    return this.#launch('worker', name, this.#environmentOf('worker', port));
  }

  async startWorker(name: 'worker' | 'second-worker' = 'worker'): Promise<void> {
    await this.launchWorker(name).ready(() => this.requireReady(name));
  }

  launchRelay(): StartedProgram {
    return this.#launch('relay', 'relay', this.#environmentOf('relay', this.ports.relay));
  }

  async startRelay(): Promise<void> {
    await this.launchRelay().ready(() => this.requireReady('relay'));
  }

  async startCodecServer(): Promise<void> {
    const server = this.#launch(
      'codec-server',
      'codec-server',
      this.#environmentOf('codec-server', this.ports.codecServer),
    );
    await server.ready(() => fetch(`http://127.0.0.1:${this.ports.codecServer}/health`));
  }

  /** What `/ready` answers. */
  async readiness(name: 'worker' | 'second-worker' | 'relay'): Promise<{ ready: boolean; message: string }> {
    const port = { worker: this.ports.worker, 'second-worker': this.ports.secondWorker, relay: this.ports.relay }[name];
    const answer = await fetch(`http://127.0.0.1:${port}/ready`);
    const { message = '' } = readySchema.parse(await answer.json());
    return { ready: answer.ok, message };
  }

  async requireReady(name: 'worker' | 'second-worker' | 'relay'): Promise<void> {
    const { ready, message } = await this.readiness(name);
    if (!ready) throw new Error(message);
  }

  /** Ends a process at once, as if the machine had lost power. */
  async kill(name: string): Promise<void> {
    await this.#running.get(name)?.end('SIGKILL');
  }

  /** Tells a process to end, and resolves with its exit code when it has finished what it had begun. */
  async finish(name: string): Promise<number | null> {
    const program = this.#running.get(name);
    await program?.stop();
    return program?.exitCode ?? null;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#running.values()].map((program) => program.stop()));
  }

  /** Runs the `offramp` command as `docker compose run --rm cli` would. Throws with what it said where it fails. */
  async offramp(...args: string[]): Promise<string> {
    const [, ...entry] = composeService('cli', this.#variables).entrypoint ?? [];
    const program = new StartedProgram(
      {
        name: `command offramp ${args.join(' ')}`,
        command: process.execPath,
        args: [...entry, ...args],
        environment: this.clientEnvironment,
        cwd: root,
      },
      join(this.#directory, 'offramp.log'),
    );
    await program.ended();
    if (program.exitCode !== 0) throw new Error(`offramp ${args.join(' ')} failed. ${program.lastLines()}`);
    return program.lastLines();
  }

  #launch(service: ServiceName, name: string, environment: Environment): StartedProgram {
    const bare = { name, command: process.execPath, args: [entries[service]], environment, cwd: root };
    // Its records are files.
    const contain = service === 'simulator' ? (program: Program) => program : this.#contain;
    const program = new StartedProgram(contain(bare), join(this.#directory, `${name}.log`));
    this.#running.set(name, program);
    return program;
  }

  #environmentOf(service: ServiceName, port: number): Environment {
    const { environment } = composeService(service, this.#variables);
    return { ...environment, ...this.#changesOf(service, port) };
  }

  /** Addresses, and the provider's signature window, whose 60 seconds would be most of the run. */
  #changesOf(service: ServiceName, port: number): Environment {
    switch (service) {
      case 'worker':
        return {
          METRICS_HOST: '127.0.0.1',
          METRICS_PORT: String(port),
          COINUT_SIGNATURE_WINDOW: `${signatureWindowSeconds} seconds`,
        };
      case 'relay':
        return { RELAY_HOST: '127.0.0.1', RELAY_PORT: String(port) };
      case 'codec-server':
        return { CODEC_HOST: '127.0.0.1', CODEC_PORT: String(port) };
      case 'simulator':
        return {
          SIMULATOR_PORT: String(port),
          SIMULATOR_DATA: join(this.#directory, 'simulator'),
          SIMULATOR_SIGNATURE_WINDOW_MS: String(signatureWindowSeconds * 1_000),
          SIMULATOR_BANK_REPORT_URL: `http://127.0.0.1:${this.ports.relay}/bank-reports`,
        };
    }
  }
}

async function answers(url: string): Promise<void> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}.`);
}
