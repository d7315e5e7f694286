import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../chaos/parts/until';

/** A program to be run as a process of its own. */
export interface Program {
  /** For sentences and for the name of its log. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** As whom, where that is not whoever runs this. */
  readonly user?: { readonly uid: number; readonly gid: number };
}

const stopWithParent = join(__dirname, '..', 'temporal', 'stop-with-parent.js');
const stopDeadlineMs = 40_000;
const linesShown = 15;

/** A process that can be killed and started again; none outlives the process that started it. */
export class StartedProgram {
  readonly #program: Program;
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #logFile: string;

  /** Everything that it says is added to the log file. */
  constructor(program: Program, logFile: string) {
    const { command, args, environment, cwd, user } = program;
    const log = openSync(logFile, 'a');
    this.#child = spawn(command, args, {
      // A process group of its own, so that Ctrl-C reaches the verification alone, which ends things in order.
      ...{ detached: true, stdio: ['ignore', log, log] },
      // Nothing of the shell's settings, which might name something real.
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
      ...(cwd === undefined ? {} : { cwd }),
      ...user,
    });
    closeSync(log);
    this.#program = program;
    this.#logFile = logFile;
    this.#ended = once(this.#child, 'close');
    this.#ended.catch(() => undefined);
    this.#endWithThisProcess();
  }

  /** Resolves once `isReady` does not throw. Throws, with its last words, where it ends before or takes too long. */
  async ready(isReady: () => Promise<unknown>, deadlineMs = 60_000): Promise<void> {
    const { name } = this.#program;
    const ask = async (): Promise<true | undefined> => {
      if (this.#hasEnded) throw new Error(`The ${name} ended before it was ready. ${this.lastLines()}`);
      return isReady().then(
        () => true,
        () => undefined,
      );
    };
    try {
      await until(`the ${name} to be ready`, ask, { deadlineMs });
    } catch (error) {
      if (this.#hasEnded) throw error;
      throw new Error(`The ${name} was not ready after ${deadlineMs / 1000} s. ${this.lastLines()}`, { cause: error });
    }
  }

  /** Resolves when it has ended by itself. */
  async ended(): Promise<void> {
    await this.#ended;
  }

  /** Sends a signal and resolves when the process has gone. */
  async end(signal: NodeJS.Signals): Promise<void> {
    if (this.#hasEnded) return;
    this.#child.kill(signal);
    await this.#ended;
  }

  /** Asks it to end, and insists after a while. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const forced = setTimeout(() => this.#child.kill('SIGKILL'), stopDeadlineMs);
    await this.end(signal);
    clearTimeout(forced);
  }

  /** 0 for one that ended by itself and well; nothing for one that runs or was killed. */
  get exitCode(): number | null {
    return this.#child.exitCode;
  }

  lastLines(): string {
    const lines = readFileSync(this.#logFile, 'utf8').trimEnd().split('\n').slice(-linesShown);
    return lines.join('') === '' ? 'It said nothing.' : `It said last:\n  ${lines.join('\n  ')}`;
  }

  get #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null || this.#child.pid === undefined;
  }

  #endWithThisProcess(): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    const watcher = spawn(process.execPath, [stopWithParent, String(pid)], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    watcher.unref();
    // Once the process has ended, its id may be given to another one.
    this.#child.once('exit', () => watcher.kill('SIGKILL'));
  }
}
