import { Worker } from '@temporalio/worker';
import { dataConverterOf } from '../../src/temporal';
import { loadWorkerConfig } from '../../src/config';
import { eventually } from '../support/eventually';
import { newOrder } from '../support/orders';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { temporalAddress, workflowBundle } from '../support/shared-resources';
import { startWorkerProcess, type WorkerProcess } from '../support/worker-process';

describe('an order that is asked how it stands while its worker is gone and its timer fires', () => {
  let system: OfframpSystem;
  let worker: WorkerProcess | undefined;
  beforeAll(async () => {
    system = await startOfframpSystem();
    await system.stopWorkers();
  });
  afterAll(async () => {
    await worker?.kill();
    await system.stop();
  });

  it('goes on with another worker, and leaves a history that replays', async () => {
    const environment = { ...system.workerEnvironment, TEMPORAL_ADDRESS: temporalAddress() };
    worker = await startWorkerProcess(environment);
    const orders = [1, 2, 3, 4].map(() => newOrder({ deadlines: { customerApproval: '5 seconds' } }));
    await Promise.all(orders.map((order) => system.offramps.start(order)));
    const historyOf = (reference: string) => system.client.workflow.getHandle(`offramp-${reference}`).fetchHistory();
    const happened = (what: 'timerStartedEventAttributes' | 'timerFiredEventAttributes') =>
      Promise.all(
        orders.map(({ reference }) =>
          eventually(`${reference} to have ${what}`, async () =>
            ((await historyOf(reference)).events ?? []).some((event) => event[what]),
          ),
        ),
      );
    await happened('timerStartedEventAttributes');
    await worker.kill();

    let over = false;
    const asking = orders.map(async ({ reference }) => {
      while (!over) await system.offramps.status(reference).catch(() => undefined);
    });
    await happened('timerFiredEventAttributes');
    worker = await startWorkerProcess(environment);
    // The deadline passes in silence, after the provider was asked once more.
    const ends = await Promise.all(orders.map(({ reference }) => system.offramps.result(reference)));
    over = true;
    await Promise.all(asking);
    expect(ends.map(({ outcome }) => outcome)).toEqual(orders.map(() => 'expired'));

    const dataConverter = dataConverterOf(loadWorkerConfig(system.workerEnvironment));
    for (const { reference } of orders) {
      const history = await historyOf(reference);
      await Worker.runReplayHistory(
        { workflowBundle: workflowBundle(), dataConverter },
        history,
        `offramp-${reference}`,
      );
    }
  });
});
