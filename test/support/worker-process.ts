import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(__dirname, '..', '..');

/** A worker in a process of its own, started as `npm run worker` starts it, that can be killed. */
export interface WorkerProcess {
  readonly pid: number;
  /** Everything that it has written. */
  log(): string;
  /** As if the machine had lost power. */
  kill(): Promise<void>;
  /** Tells it to end; resolves with its exit code when it has finished what it had begun. */
  finish(): Promise<number | null>;
}

/** Starts a worker process and resolves when it says that it is ready. */
export async function startWorkerProcess(environment: Readonly<Record<string, string>>): Promise<WorkerProcess> {
  const { ready, ...worker } = launchWorkerProcess(environment);
  await ready;
  return worker;
}

/** Starts a worker process that may have to wait for Temporal before it says that it is ready. */
export function launchWorkerProcess(
  environment: Readonly<Record<string, string>>,
): WorkerProcess & { readonly ready: Promise<void> } {
  const worker = spawn(process.execPath, ['--import', 'tsx', join(root, 'src', 'worker.ts')], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const exited = once(worker, 'exit');
  const ready = Promise.race([
    untilReady(worker, lines),
    exited.then(([code]) => {
      throw new Error(`The worker process ended before it was ready, with exit code ${String(code)}.`);
    }),
  ]);
  // One that is ended while it waits for Temporal never gets ready, and nobody may be waiting for that.
  ready.catch(() => undefined);
  if (worker.pid === undefined) throw new Error('The worker process has no id.');
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    worker.kill(signal);
    await exited;
    return worker.exitCode;
  };
  return {
    pid: worker.pid,
    log: () => lines.join('\n'),
    ready,
    kill: async () => void (await end('SIGKILL')),
    finish: () => end('SIGTERM'),
  };
}

async function untilReady({ stdout }: ChildProcess, lines: string[]): Promise<void> {
  if (stdout === null) throw new Error('The worker process has no output to wait for.');
  const output = createInterface({ input: stdout });
  await new Promise<void>((resolve) => {
    output.on('line', (line) => {
      lines.push(line);
      if (line.includes('"worker ready"')) resolve();
    });
  });
}
