import { delimiter, dirname, join } from 'node:path';
import { lastingFreePort } from '../../demo/ports';
import { composeService } from '../deployment/compose-file';
import { assertAccepts } from '../temporal/ports';
import { PostgreSql } from './postgresql';
import { StartedProgram } from './started-program';

type Environment = Readonly<Record<string, string>>;
type Say = (line: string) => void;

/** Where the programs of Temporal are. */
export interface TemporalPrograms {
  /** Holds `temporal-server` and `temporal-sql-tool`. */
  readonly serverFolder: string;
  /** The `temporal` command. */
  readonly commandLine: string;
}

const root = join(__dirname, '..', '..');
const jobs = join(root, 'deploy', 'temporal');

/** The ports of the server's parts, which docker-compose.yml leaves at their defaults within a container of its own. */
const innerPorts = [
  ...['FRONTEND_HTTP_PORT', 'FRONTEND_MEMBERSHIP_PORT', 'MATCHING_GRPC_PORT', 'MATCHING_MEMBERSHIP_PORT'],
  ...['HISTORY_GRPC_PORT', 'HISTORY_MEMBERSHIP_PORT', 'WORKER_GRPC_PORT', 'WORKER_MEMBERSHIP_PORT'],
];

/**
 * PostgreSQL and a Temporal server on it, with the settings of docker-compose.yml and the scripts that its jobs run. Only
 * addresses and ports differ.
 */
export class Cluster {
  readonly address: string;
  readonly postgresql: PostgreSql;
  readonly #directory: string;
  readonly #programs: TemporalPrograms;
  readonly #variables: Environment;
  readonly #places: Environment;
  #server: StartedProgram | undefined;

  private constructor(
    postgresql: PostgreSql,
    directory: string,
    programs: TemporalPrograms,
    variables: Environment,
    places: Environment,
  ) {
    this.postgresql = postgresql;
    this.#directory = directory;
    this.#programs = programs;
    this.#variables = variables;
    this.#places = places;
    this.address = `127.0.0.1:${places.FRONTEND_GRPC_PORT}`;
  }

  /** `variables` are those of `.env`. Nothing runs yet. */
  static async create(
    directory: string,
    programs: TemporalPrograms,
    variables: Environment,
    say: Say,
  ): Promise<Cluster> {
    const databasePort = await lastingFreePort();
    const access = {
      port: databasePort,
      user: composeService('postgresql', variables).environment.POSTGRES_USER ?? '',
      password: composeService('postgresql', variables).environment.POSTGRES_PASSWORD ?? '',
    };
    const postgresql = await PostgreSql.create(directory, access, say);
    const ports: Record<string, string> = {};
    for (const name of [...innerPorts, 'FRONTEND_GRPC_PORT']) ports[name] = String(await lastingFreePort());
    const places = {
      ...ports,
      ...{
        POSTGRES_SEEDS: '127.0.0.1',
        DB_PORT: String(databasePort),
        SQL_HOST: '127.0.0.1',
        SQL_PORT: String(databasePort),
      },
      ...{ BIND_ON_IP: '127.0.0.1', PROMETHEUS_ENDPOINT: `127.0.0.1:${await lastingFreePort()}` },
      DYNAMIC_CONFIG_FILE_PATH: join(jobs, 'dynamic-config.yaml'),
      TEMPORAL_ADDRESS: `127.0.0.1:${ports.FRONTEND_GRPC_PORT}`,
    };
    return new Cluster(postgresql, directory, programs, variables, places);
  }

  async checkDynamicConfig(): Promise<void> {
    const path = this.#places.DYNAMIC_CONFIG_FILE_PATH ?? '';
    await this.#runToEnd('check of the dynamic config', {
      command: join(this.#programs.serverFolder, 'temporal-server'),
      args: ['validate-dynamic-config', path],
      environment: {},
    });
  }

  /** The job `temporal-schema`. */
  async prepareSchema(): Promise<void> {
    await this.#job('temporal-schema', 'schema.sh');
  }

  /** The job `temporal-namespace`. */
  async prepareNamespace(): Promise<void> {
    await this.#job('temporal-namespace', 'namespace.sh');
  }

  /** A job that is to fail; resolves with what it said. */
  async refusedNamespace(further: Environment): Promise<string> {
    const job = this.#start('refused namespace', {
      command: 'sh',
      args: [join(jobs, 'namespace.sh')],
      environment: { ...this.#environmentOf('temporal-namespace'), ...further },
    });
    await job.ended();
    if (job.exitCode === 0) throw new Error('The job temporal-namespace did what it should have refused.');
    return job.lastLines();
  }

  async startServer(): Promise<void> {
    this.#server = this.#start('Temporal server', {
      command: join(this.#programs.serverFolder, 'temporal-server'),
      args: ['start'],
      environment: this.#environmentOf('temporal'),
    });
    // As its health check in docker-compose.yml does.
    await this.#server.ready(() => assertAccepts(this.address));
  }

  async killServer(): Promise<void> {
    await this.#server?.end('SIGKILL');
  }

  async stopServer(): Promise<void> {
    await this.#server?.stop();
  }

  async stop(): Promise<void> {
    await this.stopServer();
    await this.postgresql.stop();
  }

  async #job(service: string, script: string): Promise<void> {
    const environment = this.#environmentOf(service);
    await this.#runToEnd(service, { command: 'sh', args: [join(jobs, script)], environment });
  }

  async #runToEnd(name: string, program: RunProgram): Promise<void> {
    const job = this.#start(name, program);
    await job.ended();
    if (job.exitCode !== 0) throw new Error(`The ${name} failed. ${job.lastLines()}`);
  }

  #start(name: string, program: RunProgram): StartedProgram {
    const path = [this.#programs.serverFolder, dirname(this.#programs.commandLine), process.env.PATH ?? ''].join(
      delimiter,
    );
    const environment = { ...program.environment, PATH: path };
    return new StartedProgram(
      { name, ...program, environment },
      join(this.#directory, `${name.replaceAll(' ', '-')}.log`),
    );
  }

  /** The service's own settings; of the places only those that it, or the image's defaults, name. */
  #environmentOf(service: string): Environment {
    const { environment } = composeService(service, this.#variables);
    const places = Object.entries(this.#places).filter(
      ([name]) => name in environment || innerPorts.includes(name) || ['FRONTEND_GRPC_PORT', 'SQL_PORT'].includes(name),
    );
    return { ...environment, ...Object.fromEntries(places) };
  }
}

interface RunProgram {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Environment;
}
