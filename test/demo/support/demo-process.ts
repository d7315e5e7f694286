import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { eventually } from '../../support/eventually';
import { descendantsOf, type RunningProcess, stillRunning } from './process-tree';

/** The demo as a child process whose output is piped. */
export class DemoProcess {
  readonly #child: ChildProcess;
  #output = '';
  #ended: Promise<unknown>;

  constructor(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
    this.#child = spawn(process.execPath, ['--import', 'tsx', join('demo', 'demo.ts'), ...args], {
      cwd: join(__dirname, '..', '..', '..'),
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
    }
    this.#ended = once(this.#child, 'close');
  }

  /** What it has written so far, complaints included. */
  get output(): string {
    return this.#output;
  }

  async untilItSays(text: string, limits: { readonly deadlineMs?: number } = {}): Promise<void> {
    const said = () => {
      if (this.#child.exitCode !== null) throw new Error(`It has ended, and said:\n${this.#output}`);
      return this.#output.includes(text);
    };
    await eventually(`the demo to say "${text}"`, said, limits);
  }

  /** Every process that it has started. */
  async descendants(): Promise<RunningProcess[]> {
    return descendantsOf(this.#child.pid);
  }

  kill(signal: 'SIGINT' | 'SIGKILL'): void {
    this.#child.kill(signal);
  }

  /** The exit code, or the signal that ended it. */
  async end(): Promise<number | string | null> {
    await this.#ended;
    return this.#child.exitCode ?? this.#child.signalCode;
  }

  /** Resolves once it has ended with exit code 0; if it ends in another way, the error tells all that it said. */
  async succeed(): Promise<void> {
    const end = await this.end();
    if (end !== 0) throw new Error(`The demo ended with ${end} instead of 0, and said:\n${this.#output}`);
  }

  /** For `afterEach`: a test that failed halfway must leave nothing either. */
  async dispose(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.kill('SIGKILL');
    await this.#ended;
  }
}

/** Resolves once none of these runs any more. */
export async function untilGone(processes: readonly RunningProcess[]): Promise<void> {
  await eventually('every process of the demo to end', async () => {
    const left = await stillRunning(processes);
    if (left.length > 0) throw new Error(`There still are:\n${left.map(({ command }) => command).join('\n')}`);
    return true;
  });
}
