import { setTimeout as delay } from 'node:timers/promises';
import { lastingFreePort } from '../../demo/ports';
import { startTemporalServer, type TemporalServer } from '../../scripts/temporal-server';
import { until } from './until';

type Say = (line: string) => void;

const endsWithinMs = 10_000;
const lookEveryMs = 50;

/** The Temporal server of one run. One that keeps everything in a file can be killed, and started again where it was. */
export class OwnTemporal {
  #server: TemporalServer;
  readonly #databaseFile: string | undefined;
  readonly #port: number;

  private constructor(server: TemporalServer, databaseFile: string | undefined) {
    this.#server = server;
    this.#databaseFile = databaseFile;
    this.#port = Number(new URL(`http://${server.address}`).port);
  }

  static async start(say: Say, databaseFile?: string): Promise<OwnTemporal> {
    // While it is gone nobody else may be given its port.
    const kept = databaseFile === undefined ? {} : { databaseFile, port: await lastingFreePort() };
    return new OwnTemporal(await startTemporalServer({ log: say, ...kept }), databaseFile);
  }

  get address(): string {
    return this.#server.address;
  }

  /** At once and without a last word, as if it had been killed for want of memory. Resolves once it is gone. */
  async kill(): Promise<void> {
    const pid = this.#ownPid;
    process.kill(pid, 'SIGKILL');
    await until('Temporal to be gone', () => (isThere(pid) ? undefined : true), {
      deadlineMs: endsWithinMs,
      everyMs: 20,
    });
  }

  /** Stops it where it stands, with its connections open. It ends with this process all the same. */
  freeze(): void {
    process.kill(this.#ownPid, 'SIGSTOP');
  }

  /** Lets it go on as if no time had passed. */
  thaw(): void {
    process.kill(this.#ownPid, 'SIGCONT');
  }

  /** Resolves once the server that runs now is gone, however it went. */
  async gone(): Promise<void> {
    const pid = this.#ownPid;
    while (isThere(pid)) await delay(lookEveryMs);
  }

  /** On the same port, with the same file. Resolves when it answers. */
  async startAgain(): Promise<void> {
    if (this.#databaseFile === undefined) throw new Error('Nothing is left of a server that keeps no file.');
    this.#server = await startTemporalServer({
      port: this.#port,
      databaseFile: this.#databaseFile,
      log: () => undefined,
    });
  }

  async stop(): Promise<void> {
    await this.#server.stop();
  }

  get #ownPid(): number {
    const { pid } = this.#server;
    if (pid === undefined || this.#databaseFile === undefined) {
      throw new Error(
        'Only a Temporal server of this run that keeps a file can be killed: unset OFFRAMP_TEST_TEMPORAL_ADDRESS.',
      );
    }
    return pid;
  }
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
