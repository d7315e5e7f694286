import { freePort } from '../../scripts/temporal/ports';
import { eventually } from '../support/eventually';
import { newOrder } from '../support/orders';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { temporalAddress } from '../support/shared-resources';
import { TcpGate } from '../support/tcp-gate';
import { launchWorkerProcess, startWorkerProcess, type WorkerProcess } from '../support/worker-process';

/** What `/ready` or `/health` of a worker answers; fails while it does not listen. */
async function ask(port: number, path: '/health' | '/ready' | '/metrics') {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`);
  return { status: answer.status, text: await answer.text() };
}

describe('a worker process', () => {
  let system: OfframpSystem;
  let worker: WorkerProcess | undefined;
  let gate: TcpGate | undefined;
  beforeAll(async () => {
    system = await startOfframpSystem();
    await system.stopWorkers();
  });
  afterEach(async () => {
    await worker?.kill();
    await gate?.shut();
  });
  afterAll(() => system.stop());

  it('waits for Temporal, says whether it is ready, lives on while Temporal is away, and ends when told to', async () => {
    gate = new TcpGate(temporalAddress());
    await gate.open();
    await gate.shut();
    const port = await freePort();
    worker = launchWorkerProcess({
      ...system.workerEnvironment,
      TEMPORAL_ADDRESS: gate.address,
      METRICS_PORT: String(port),
    });
    const isReady = (expected: boolean) =>
      eventually(`the worker to be ${expected ? '' : 'un'}ready`, async () => {
        const { status, text } = await ask(port, '/ready');
        return status === (expected ? 200 : 503) && text;
      });

    expect(await isReady(false)).toContain('waits for Temporal');
    expect((await ask(port, '/health')).status).toBe(200);
    await gate.open();
    expect(await isReady(true)).toContain(`${system.taskQueue}-coinut`);
    expect((await ask(port, '/metrics')).text).toContain('temporal_num_pollers');
    await gate.shut();
    expect(await isReady(false)).toContain('Temporal does not answer');
    expect((await ask(port, '/health')).status).toBe(200);
    await gate.open();
    await isReady(true);
    expect(await worker.finish()).toBe(0);
  });

  it('ends with 0 when it is told to while it waits for Temporal', async () => {
    const port = await freePort();
    worker = launchWorkerProcess({
      ...system.workerEnvironment,
      TEMPORAL_ADDRESS: `127.0.0.1:${await freePort()}`,
      METRICS_PORT: String(port),
    });
    await eventually('the worker to answer', async () => (await ask(port, '/health')).status === 200);
    expect(await worker.finish()).toBe(0);
  });

  it('finishes a call of the provider that is under way when it is told to end', async () => {
    gate = new TcpGate(new URL(system.simulator.url).host);
    await gate.open();
    const port = await freePort();
    worker = await startWorkerProcess({
      ...system.workerEnvironment,
      TEMPORAL_ADDRESS: temporalAddress(),
      COINUT_BASE_URL: `http://${gate.address}`,
      METRICS_PORT: String(port),
    });
    const order = newOrder();
    gate.hold();
    await system.offramps.start(order);
    // The first sweep may call the provider as well.
    await eventually('the provider to be asked for the customer', () => gate?.hasAsked(`of-${order.reference}`));

    const ended = worker.finish();
    await eventually('the worker to be unready', async () => (await ask(port, '/ready')).text.includes('is ending'));
    gate.release();
    expect(await ended).toBe(0);

    const { events } = await system.client.workflow.getHandle(`offramp-${order.reference}`).fetchHistory();
    const started = events?.flatMap(({ activityTaskStartedEventAttributes: activity }) => (activity ? [activity] : []));
    expect(started).toEqual([expect.objectContaining({ attempt: 1 })]);
    expect(events?.filter((event) => event.activityTaskCompletedEventAttributes)).toHaveLength(1);
  });

  it('shares the work with others: an order goes on when the worker that had it has ended', async () => {
    const environment = { ...system.workerEnvironment, TEMPORAL_ADDRESS: temporalAddress() };
    const [first, second] = await Promise.all([startWorkerProcess(environment), startWorkerProcess(environment)]);
    worker = second;
    const orders = [1, 2, 3, 4].map(() => newOrder());
    await Promise.all(orders.map((order) => system.offramps.start(order)));
    expect(await first.finish()).toBe(0);
    await Promise.all(
      orders.map(({ reference }) =>
        eventually(`${reference} to wait for its customer`, async () => {
          const { stage } = await system.offramps.status(reference);
          return stage === 'awaiting-customer-approval';
        }),
      ),
    );
  });
});
