import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './until';

/** A program of this project, to be run as a process of its own. */
export interface Program {
  /** For sentences and for the name of its log. */
  readonly name: string;
  /** JavaScript file. */
  readonly entry: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What it writes once it is ready. */
  readonly ready: RegExp;
}

const root = join(__dirname, '..', '..');
const endWithParent = join(root, 'demo', 'end-with-parent.js');
const stopWithParent = join(root, 'scripts', 'temporal', 'stop-with-parent.js');
/** All that a process is given besides its own settings: those of the shell might send it somewhere real. */
const passedOn = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LANG', 'TZ'];
const readyDeadlineMs = 60_000;
const stopDeadlineMs = 5_000;
const linesShown = 15;

/** A process that can be killed and frozen at any moment. None outlives the process that started it. */
export class StartedProcess {
  readonly pid: number;
  /** Rejects when it ends without being told to. */
  readonly failed: Promise<never>;
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #program: Program;
  readonly #logFile: string;
  #guard: ChildProcess | undefined;
  #toldToEnd = false;

  private constructor(program: Program, logFile: string, child: ChildProcess) {
    if (child.pid === undefined) throw new Error(`The ${program.name} could not be started.`);
    this.pid = child.pid;
    this.#program = program;
    this.#logFile = logFile;
    this.#child = child;
    this.#ended = once(child, 'exit');
    this.failed = new Promise((_resolve, reject) => {
      child.once('exit', (code, signal) => {
        if (this.#toldToEnd) return;
        reject(new Error(`The ${program.name} ended with ${signal ?? `code ${code}`}. ${this.#lastLines()}`));
      });
    });
    // It may end while nobody waits for it.
    this.failed.catch(() => undefined);
  }

  /** Resolves once it is ready. Everything that it says goes to the log file. */
  static async start(program: Program, logFile: string): Promise<StartedProcess> {
    const log = openSync(logFile, 'w');
    const shell = Object.fromEntries(passedOn.map((name) => [name, process.env[name]]));
    const child = spawn(process.execPath, ['--require', endWithParent, program.entry], {
      // A process group of its own, so that Ctrl-C reaches the chaos run alone, which ends things in order.
      detached: true,
      cwd: root,
      stdio: ['pipe', log, log],
      env: { ...shell, ...program.environment },
    });
    closeSync(log);
    const started = new StartedProcess(program, logFile, child);
    const ready = until(`the ${program.name} to be ready`, () => program.ready.exec(started.#output) ?? undefined, {
      deadlineMs: readyDeadlineMs,
      everyMs: 25,
    });
    await Promise.race([ready, started.failed]);
    return started;
  }

  /** At once and without a last word, as if the machine had lost power. */
  kill(): void {
    this.#toldToEnd = true;
    this.#child.kill('SIGKILL');
  }

  /** Stops it where it stands, with its connections open. */
  freeze(): void {
    this.#child.kill('SIGSTOP');
    // What is frozen cannot see that its parent has gone.
    this.#guard = spawn(process.execPath, [stopWithParent, String(this.pid)], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
  }

  /**
   * Lets it go on as if no time had passed. That may be its end: Node crashes where the time limit of a script runs out
   * in the midst of it (nodejs/node#38503), and workflow code has one of 5 s.
   */
  thaw(): void {
    this.#toldToEnd = true;
    this.#child.kill('SIGCONT');
    this.#guard?.kill('SIGKILL');
    this.#guard = undefined;
  }

  /** Whether an identity in Temporal is this process's, which is `<pid>@<host>`. */
  isKnownAs(identity: string): boolean {
    return identity.startsWith(`${this.pid}@`);
  }

  get ended(): Promise<unknown> {
    return this.#ended;
  }

  /** Tells it to end, and waits as long as it needs to finish what it is doing. */
  async finish(): Promise<void> {
    this.#toldToEnd = true;
    this.#child.kill('SIGTERM');
    await this.#ended;
  }

  /** Asks it to end, and insists after a few seconds. */
  async stop(): Promise<void> {
    this.#toldToEnd = true;
    this.#guard?.kill('SIGKILL');
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGTERM');
    const forced = setTimeout(() => this.#child.kill('SIGKILL'), stopDeadlineMs);
    await this.#ended;
    clearTimeout(forced);
  }

  get #output(): string {
    return readFileSync(this.#logFile, 'utf8');
  }

  #lastLines(): string {
    const lines = this.#output.trimEnd().split('\n').slice(-linesShown);
    return lines.join('') === '' ? 'It said nothing.' : `It said last:\n  ${lines.join('\n  ')}`;
  }
}
