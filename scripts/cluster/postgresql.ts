import { chown, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../temporal/command';
import { StartedProgram } from './started-program';

type Say = (line: string) => void;

/** As whom PostgreSQL is run and connected to. */
export interface PostgreSqlAccess {
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

const debianRoot = '/usr/lib/postgresql';

/** A PostgreSQL server of this run, with its data below the run's directory. */
export class PostgreSql {
  readonly version: string;
  readonly #binaries: string;
  readonly #directory: string;
  readonly #access: PostgreSqlAccess;
  readonly #owner: { readonly uid: number; readonly gid: number } | undefined;
  #server: StartedProgram | undefined;

  private constructor(
    found: { readonly binaries: string; readonly version: string },
    directory: string,
    access: PostgreSqlAccess,
    owner: { readonly uid: number; readonly gid: number } | undefined,
  ) {
    this.#binaries = found.binaries;
    this.version = found.version;
    this.#directory = directory;
    this.#access = access;
    this.#owner = owner;
  }

  /** Makes an empty database server that asks for a password, as the image of PostgreSQL does. */
  static async create(parent: string, access: PostgreSqlAccess, say: Say): Promise<PostgreSql> {
    const found = (await installed()) ?? (await install(say));
    const directory = join(parent, 'postgresql');
    await mkdir(directory, { recursive: true });
    // PostgreSQL refuses to run as root.
    const owner = process.getuid?.() === 0 ? await idsOf('postgres') : undefined;
    if (owner) await chown(directory, owner.uid, owner.gid);
    const server = new PostgreSql(found, directory, access, owner);
    await server.#initialise();
    return server;
  }

  async start(): Promise<void> {
    const { port } = this.#access;
    const args = ['-D', this.#data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-k', this.#directory];
    const server = new StartedProgram(
      { ...this.#program('PostgreSQL', 'postgres'), args },
      join(this.#directory, '..', 'postgresql.log'),
    );
    this.#server = server;
    const { user } = this.#access;
    const asking = ['--username', user, '--dbname', 'postgres', '--host', '127.0.0.1', '--port', String(port)];
    await server.ready(() => run(join(this.#binaries, 'pg_isready'), asking, 10_000));
  }

  /** As if the machine had lost power: nothing is written any more, and it recovers at its next start. */
  async crash(): Promise<void> {
    await this.#server?.end('SIGQUIT');
  }

  async stop(): Promise<void> {
    await this.#server?.stop('SIGINT');
  }

  get #data(): string {
    return join(this.#directory, 'data');
  }

  #program(name: string, binary: string) {
    const command = join(this.#binaries, binary);
    return { name, command, environment: {}, cwd: this.#directory, ...(this.#owner ? { user: this.#owner } : {}) };
  }

  async #initialise(): Promise<void> {
    const passwordFile = join(this.#directory, 'password');
    await writeFile(passwordFile, `${this.#access.password}\n`, { mode: 0o600 });
    if (this.#owner) await chown(passwordFile, this.#owner.uid, this.#owner.gid);
    const args = ['-D', this.#data, '--username', this.#access.user, '--pwfile', passwordFile];
    const initialising = new StartedProgram(
      { ...this.#program('initialisation of PostgreSQL', 'initdb'), args: [...args, '--auth', 'scram-sha-256'] },
      join(this.#directory, '..', 'initdb.log'),
    );
    await initialising.ended();
    await rm(passwordFile);
    if (initialising.exitCode !== 0) throw new Error(`PostgreSQL could not be set up. ${initialising.lastLines()}`);
  }
}

/** The newest of Debian's, whose programs are not on PATH. */
async function installed(): Promise<{ readonly binaries: string; readonly version: string } | undefined> {
  const versions = await readdir(debianRoot).catch(() => []);
  const [version] = versions.filter((name) => /^\d+$/.test(name)).sort((a, b) => Number(b) - Number(a));
  return version === undefined ? undefined : { version, binaries: join(debianRoot, version, 'bin') };
}

async function install(say: Say) {
  say('PostgreSQL is not installed: installing the package of the system.');
  try {
    await run('apt-get', ['update', '--quiet'], 300_000);
    await run('apt-get', ['install', '--yes', '--quiet', '--no-install-recommends', 'postgresql'], 600_000);
  } catch (error) {
    throw new Error(`PostgreSQL could not be installed. Install it (below ${debianRoot}), and run this again.`, {
      cause: error,
    });
  }
  const found = await installed();
  if (found === undefined) throw new Error(`PostgreSQL is not below ${debianRoot}, although it was installed.`);
  return found;
}

async function idsOf(user: string): Promise<{ readonly uid: number; readonly gid: number }> {
  const [uid, gid] = await Promise.all([run('id', ['-u', user], 10_000), run('id', ['-g', user], 10_000)]);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}
