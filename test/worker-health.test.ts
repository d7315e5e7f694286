import type { NativeConnection } from '@temporalio/worker';
import { WorkerHealth, type WatchedWorker } from '../src/worker-health';

type Status = ReturnType<WatchedWorker['getStatus']>;

function workerThat(state: Status['runState'], pollers: Pick<Status, 'workflowPollerState' | 'activityPollerState'>) {
  const getStatus = () => ({ runState: state, ...pollers }) as Status;
  return { getState: () => state, getStatus, options: { taskQueue: 'offramp' } } as WatchedWorker;
}

const polling = { workflowPollerState: 'POLLING', activityPollerState: 'POLLING' } as const;

/** A connection of which only what readiness asks is there. */
function connectionThat(answers: boolean): NativeConnection {
  return {
    withDeadline: (_deadline: number, call: () => Promise<unknown>) => call(),
    workflowService: {
      getSystemInfo: async () => {
        if (!answers) throw new Error('14 UNAVAILABLE');
        return {};
      },
    },
  } as unknown as NativeConnection;
}

function healthOf(worker: WatchedWorker, { answers = true } = {}): WorkerHealth {
  const health = new WorkerHealth();
  health.watch([worker], connectionThat(answers));
  return health;
}

describe('a worker process', () => {
  it('is not ready before its workers are there', async () => {
    await expect(new WorkerHealth().readiness()).resolves.toEqual({
      ready: false,
      message: 'The worker is starting, or waits for Temporal.',
    });
  });

  it('is ready while it polls and Temporal answers', async () => {
    await expect(healthOf(workerThat('RUNNING', polling)).readiness()).resolves.toEqual({
      ready: true,
      message: 'Polling offramp.',
    });
  });

  it('is ready although it has no workflows, or no activities, to poll for', async () => {
    const worker = workerThat('RUNNING', { ...polling, workflowPollerState: 'SHUTDOWN' });
    await expect(healthOf(worker).readiness()).resolves.toMatchObject({ ready: true });
  });

  it.each([
    ['has not begun', workerThat('INITIALIZED', polling), 'The worker of offramp is initialized.'],
    ['drains', workerThat('DRAINING', polling), 'The worker of offramp is draining.'],
    [
      'cannot poll any longer',
      workerThat('RUNNING', { ...polling, activityPollerState: 'FAILED' }),
      'The worker of offramp has ceased to poll.',
    ],
  ])('is not ready where a worker %s', async (_why, worker, message) => {
    await expect(healthOf(worker).readiness()).resolves.toEqual({ ready: false, message });
  });

  it('is not ready while Temporal does not answer', async () => {
    const health = healthOf(workerThat('RUNNING', polling), { answers: false });
    await expect(health.readiness()).resolves.toEqual({ ready: false, message: 'Temporal does not answer.' });
  });

  it('is not ready from the moment it is told to end', async () => {
    const health = healthOf(workerThat('RUNNING', polling));
    health.end();
    await expect(health.readiness()).resolves.toEqual({ ready: false, message: 'The worker is ending.' });
  });
});
