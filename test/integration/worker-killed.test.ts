import { happySteps, playStep, reached, startUntil } from '../support/journeys';
import { newOrder } from '../support/orders';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { temporalAddress } from '../support/shared-resources';
import { startWorkerProcess, type WorkerProcess } from '../support/worker-process';

describe('orders at every stage whose worker is killed and replaced', () => {
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

  it('all settle, with nothing created twice', async () => {
    const environment = { ...system.workerEnvironment, TEMPORAL_ADDRESS: temporalAddress() };
    worker = await startWorkerProcess(environment);
    const orders = happySteps.map((stage) => ({ stage, order: newOrder() }));
    await Promise.all(orders.map(({ stage, order }) => startUntil(system, order, stage)));

    await worker.kill();
    worker = await startWorkerProcess(environment);

    const ends = await Promise.all(
      orders.map(async ({ stage, order }) => {
        for (const step of happySteps.slice(happySteps.indexOf(stage))) await playStep(system, order.reference, step);
        const { outcome, evidence } = await reached(system, order.reference, 'watching-for-return');
        return { stage, outcome, evidence };
      }),
    );
    expect(ends).toEqual(happySteps.map((stage) => ({ stage, outcome: 'settled', evidence: 'bank-report' })));
    const created = system.simulator.accepted().map(({ kind }) => kind);
    for (const kind of ['customer', 'bank-account', 'flow', 'deposit', 'trade', 'transfer']) {
      expect({ kind, count: created.filter((other) => other === kind).length }).toEqual({ kind, count: orders.length });
    }
  });
});
