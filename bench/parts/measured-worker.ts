import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { CompiledSources } from '../../chaos/parts/compiled-sources';

/** Ours, or the control of the same history shape. */
export type WorkerKind = 'offramp' | 'control';

/** What a worker process is asked; its answer is a `WorkerUsage`. */
export interface UsageQuestion {
  /** Have the garbage collected first. */
  readonly collect: boolean;
}

/** What a worker process has used so far, and what it holds. */
export interface WorkerUsage {
  /** Processor time of all its threads. */
  readonly cpuMs: number;
  readonly rssBytes: number;
  /** Of the main thread; all of it where workflows run there. */
  readonly heapBytes: number;
  /** Orders that it has room to remember, and those that it remembers. */
  readonly cacheSize: number;
  readonly cachedOrders: number;
}

/** Passed on besides its own settings: those of the shell might send it somewhere real. */
const passedOn = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LANG', 'TZ'];

/** A worker in a process of its own, so that what it uses can be told apart. It ends with this process. */
export class MeasuredWorker {
  private constructor(
    private readonly child: ChildProcess,
    private readonly ended: Promise<never>,
  ) {}

  /** Starts one from compiled sources, since that is how workers are deployed. Resolves once it polls. */
  static async start(
    kind: WorkerKind,
    sources: CompiledSources,
    environment: Readonly<Record<string, string>>,
  ): Promise<MeasuredWorker> {
    const shell = Object.fromEntries(passedOn.map((name) => [name, process.env[name]]));
    const child = fork(join(sources.directory, 'bench', 'parts', 'worker-process.js'), [kind], {
      execArgv: ['--expose-gc'],
      env: { ...shell, ...environment },
    });
    const ended = new Promise<never>((_resolve, reject) => {
      child.once('exit', (code, signal) =>
        reject(new Error(`The ${kind} worker ended with ${signal ?? `code ${code}`}.`)),
      );
    });
    // It is told to end while nobody waits for it.
    ended.catch(() => undefined);
    await Promise.race([once(child, 'message'), ended]);
    return new MeasuredWorker(child, ended);
  }

  /** One question at a time. */
  async usage({ collect }: UsageQuestion = { collect: false }): Promise<WorkerUsage> {
    const answered = once(this.child, 'message');
    this.child.send({ collect } satisfies UsageQuestion);
    const [usage] = (await Promise.race([answered, this.ended])) as [WorkerUsage];
    return usage;
  }

  /** At once: what it was doing is of no interest any more. */
  stop(): void {
    this.child.kill('SIGKILL');
  }
}
