import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

/** A TypeScript entry point that is run as a process of its own. */
export interface Program {
  readonly name: string;
  /** From the root of the repository. */
  readonly entry: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What it writes once it is ready. */
  readonly ready: RegExp;
}

const root = join(__dirname, '..');
const typeScriptLoader = pathToFileURL(require.resolve('tsx')).href;
const readyTimeoutMs = 60_000;
const readyPollMs = 50;
const stopTimeoutMs = 5_000;
const linesShown = 15;

/** All that a process is given besides its own settings: those of the shell might send the demo somewhere real. */
const passedOn = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LANG', 'TZ'];

/** Starts processes, writes what they say to one file each, and sees to it that none outlives the demo. */
export class Processes {
  readonly #logDirectory: string;
  readonly #running = new Set<ChildProcess>();
  #stopping = false;
  #fail: (reason: Error) => void = () => undefined;
  /** Rejects when a process ends before it is told to. */
  readonly failed = new Promise<never>((_resolve, reject) => (this.#fail = reject));

  constructor(logDirectory: string) {
    this.#logDirectory = logDirectory;
    // A process may end while nobody waits for it.
    this.failed.catch(() => undefined);
  }

  /** Resolves with what `ready` matched in the process's output. */
  async start(program: Program): Promise<RegExpExecArray> {
    if (this.#stopping) throw new Error(`The ${program.name} is not started, since the demo is ending.`);
    const child = this.#spawn(program);
    const deadline = Date.now() + readyTimeoutMs;
    while (Date.now() < deadline) {
      const match = program.ready.exec(this.#output(program));
      if (match) return match;
      await Promise.race([delay(readyPollMs), this.failed]);
      if (hasEnded(child)) throw new Error(`The ${program.name} ended before it was ready.`);
    }
    throw new Error(`The ${program.name} was not ready after ${readyTimeoutMs / 1000} s. ${this.#lastLines(program)}`);
  }

  /** Ends everything that was started: asks first, and insists after a few seconds. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all([...this.#running].map(end));
  }

  #spawn(program: Program): ChildProcess {
    const log = openSync(this.#logFile(program), 'a');
    const shell = Object.fromEntries(passedOn.map((name) => [name, process.env[name]]));
    const preload = join(__dirname, 'end-with-parent.js');
    const child = spawn(
      process.execPath,
      ['--require', preload, '--import', typeScriptLoader, join(root, program.entry)],
      {
        // A process group of its own, so that Ctrl-C reaches the demo alone, which ends things in order.
        detached: true,
        cwd: root,
        stdio: ['pipe', log, log],
        env: { ...shell, ...program.environment },
      },
    );
    closeSync(log);
    this.#running.add(child);
    child.once('error', (error) => this.#fail(error));
    child.once('exit', (code, signal) => {
      this.#running.delete(child);
      if (this.#stopping) return;
      const ended = `The ${program.name} ended with ${signal ?? `code ${code}`}.`;
      this.#fail(new Error(`${ended} ${this.#lastLines(program)}`));
    });
    return child;
  }

  #logFile({ name }: Program): string {
    return join(this.#logDirectory, `${name.replaceAll(' ', '-')}.log`);
  }

  #output(program: Program): string {
    return readFileSync(this.#logFile(program), 'utf8');
  }

  #lastLines(program: Program): string {
    const lines = this.#output(program).trimEnd().split('\n').slice(-linesShown);
    return lines.join('') === '' ? 'It said nothing.' : `It said last:\n  ${lines.join('\n  ')}`;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const forced = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
  await ended;
  clearTimeout(forced);
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
