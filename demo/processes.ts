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

/** One run of a program. */
export interface StartedProcess {
  /** What `ready` matched in its output. */
  readonly match: RegExpExecArray;
  readonly pid: number | undefined;
  /** Has it stand still, or go on. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** Ends it as a power cut would, frozen or not; resolves once it is gone. */
  readonly kill: () => Promise<void>;
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
  readonly #killed = new Set<ChildProcess>();
  readonly #logFiles = new Set<string>();
  #stopping = false;
  #fail: (reason: Error) => void = () => undefined;
  /** Rejects when a process ends that was not told to. */
  readonly failed = new Promise<never>((_resolve, reject) => (this.#fail = reject));

  constructor(logDirectory: string) {
    this.#logDirectory = logDirectory;
    // A process may end while nobody waits for it.
    this.failed.catch(() => undefined);
  }

  /** Resolves once the process says that it is ready. A program may be started again. */
  async start(program: Program): Promise<StartedProcess> {
    const { name, ready } = program;
    if (this.#stopping) throw new Error(`The ${name} is not started, since the demo is ending.`);
    const logFile = this.#newLogFile(name);
    const child = this.#spawn(program, logFile);
    const deadline = Date.now() + readyTimeoutMs;
    while (Date.now() < deadline) {
      const match = ready.exec(readFileSync(logFile, 'utf8'));
      if (match) return this.#started(child, match);
      await Promise.race([delay(readyPollMs), this.failed]);
      if (hasEnded(child)) throw new Error(`The ${name} ended before it was ready.`);
    }
    throw new Error(`The ${name} was not ready after ${readyTimeoutMs / 1000} s. ${lastLines(logFile)}`);
  }

  /** Ends everything that was started: asks first, and insists after a few seconds. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all([...this.#running].map(end));
  }

  #started(child: ChildProcess, match: RegExpExecArray): StartedProcess {
    return {
      match,
      pid: child.pid,
      freeze: () => void child.kill('SIGSTOP'),
      thaw: () => void child.kill('SIGCONT'),
      kill: async () => {
        if (hasEnded(child)) return;
        this.#killed.add(child);
        const ended = once(child, 'exit');
        child.kill('SIGKILL');
        await ended;
      },
    };
  }

  #spawn({ name, entry, environment }: Program, logFile: string): ChildProcess {
    const log = openSync(logFile, 'a');
    const shell = Object.fromEntries(passedOn.map((variable) => [variable, process.env[variable]]));
    const preload = join(__dirname, 'end-with-parent.js');
    const child = spawn(process.execPath, ['--require', preload, '--import', typeScriptLoader, join(root, entry)], {
      // A process group of its own, so that Ctrl-C reaches the demo alone, which ends things in order.
      detached: true,
      cwd: root,
      stdio: ['pipe', log, log],
      env: { ...shell, ...environment },
    });
    closeSync(log);
    this.#running.add(child);
    child.once('error', (error) => this.#fail(error));
    child.once('exit', (code, signal) => {
      this.#running.delete(child);
      if (this.#stopping || this.#killed.has(child)) return;
      this.#fail(new Error(`The ${name} ended with ${signal ?? `code ${code}`}. ${lastLines(logFile)}`));
    });
    return child;
  }

  /** One for each start, so that what a process said is not taken for the words of its successor. */
  #newLogFile(name: string): string {
    const words = name.replaceAll(' ', '-');
    for (let start = 1; ; start += 1) {
      const file = join(this.#logDirectory, `${words}${start === 1 ? '' : `-${start}`}.log`);
      if (this.#logFiles.has(file)) continue;
      this.#logFiles.add(file);
      return file;
    }
  }
}

function lastLines(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-linesShown);
  return lines.join('') === '' ? 'It said nothing.' : `It said last:\n  ${lines.join('\n  ')}`;
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
