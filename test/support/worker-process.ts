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
}

/** Starts a worker process and resolves when it says that it is ready. */
export async function startWorkerProcess(environment: Readonly<Record<string, string>>): Promise<WorkerProcess> {
  const worker = spawn(process.execPath, ['--import', 'tsx', join(root, 'src', 'worker.ts')], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const exited = once(worker, 'exit');
  await Promise.race([
    untilReady(worker, lines),
    exited.then(([code]) => {
      throw new Error(`The worker process ended before it was ready, with exit code ${String(code)}.`);
    }),
  ]);
  if (worker.pid === undefined) throw new Error('The worker process has no id.');
  return {
    pid: worker.pid,
    log: () => lines.join('\n'),
    kill: async () => {
      worker.kill('SIGKILL');
      await exited;
    },
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
