import type { NativeConnection, Worker } from '@temporalio/worker';

/** Whether a worker process takes work, and in a sentence why not. */
export interface WorkerReadiness {
  readonly ready: boolean;
  readonly message: string;
}

/** What readiness is read from; Temporal's `Worker` has it. */
export type WatchedWorker = Pick<Worker, 'getState' | 'getStatus'> & {
  readonly options: Pick<Worker['options'], 'taskQueue'>;
};

const askForAtMostMs = 3_000;

/** What a worker process knows of itself: whether it polls, and whether Temporal answers it. */
export class WorkerHealth {
  #watched: { readonly workers: readonly WatchedWorker[]; readonly connection: NativeConnection } | undefined;
  #ending = false;

  /** From now on readiness is that of these workers. */
  watch(workers: readonly WatchedWorker[], connection: NativeConnection): void {
    this.#watched = { workers, connection };
  }

  /** The process has been told to end: it finishes what it has begun, and takes nothing new. */
  end(): void {
    this.#ending = true;
  }

  /** Asks Temporal, for three seconds at most. */
  async readiness(): Promise<WorkerReadiness> {
    if (this.#ending) return { ready: false, message: 'The worker is ending.' };
    if (this.#watched === undefined) return { ready: false, message: 'The worker is starting, or waits for Temporal.' };
    const { workers, connection } = this.#watched;
    const idle = workers.map(idleness).find((found) => found !== undefined);
    if (idle !== undefined) return { ready: false, message: idle };
    try {
      await connection.withDeadline(Date.now() + askForAtMostMs, () => connection.workflowService.getSystemInfo({}));
    } catch {
      return { ready: false, message: 'Temporal does not answer.' };
    }
    return { ready: true, message: `Polling ${workers.map(({ options }) => options.taskQueue).join(', ')}.` };
  }
}

/** Why a worker takes no work, or nothing. A poller that a worker does not need counts as shut down from the start. */
function idleness(worker: WatchedWorker): string | undefined {
  const { taskQueue } = worker.options;
  const state = worker.getState();
  if (state !== 'RUNNING') return `The worker of ${taskQueue} is ${state.toLowerCase()}.`;
  const { workflowPollerState, activityPollerState } = worker.getStatus();
  const failed = [workflowPollerState, activityPollerState].includes('FAILED');
  return failed ? `The worker of ${taskQueue} has ceased to poll.` : undefined;
}
