import { createWorkers } from '../../src/workers';
import { loadWorkerConfig } from '../../src/config';
import { bundleChanged, type ChangedBundle } from '../support/changed-workflows';
import { eventually } from '../support/eventually';
import { playStep, reached } from '../support/journeys';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { newOrder } from '../support/orders';

/** What a look-up has found leads to a mistake of ours, in the background of a wait. */
const bugInLookUp = {
  file: 'look-up-facts.ts',
  before: 'export function customerFacts(seen: CustomerSighting): Fact[] {',
  after: `export function customerFacts(seen: CustomerSighting): Fact[] {
  throw new TypeError('A bug that a test has put here.');`,
};

describe('an order that meets a bug in a look-up', () => {
  let system: OfframpSystem;
  let bundle: ChangedBundle;
  beforeAll(async () => {
    system = await startOfframpSystem();
    await system.stopWorkers();
    bundle = await bundleChanged(bugInLookUp);
  });
  afterAll(async () => {
    await bundle.remove();
    await system.stop();
  });

  it('stands still, as its history says, and goes on once workers are corrected', async () => {
    const order = newOrder();
    const handle = system.client.workflow.getHandle(`offramp-${order.reference}`);
    const failures = async () =>
      ((await handle.fetchHistory()).events ?? []).flatMap(
        ({ workflowTaskFailedEventAttributes: failed }) => failed?.failure?.encodedAttributes ?? [],
      );
    const workers = await createWorkers(loadWorkerConfig(system.workerEnvironment), {
      connection: system.environment.nativeConnection,
      client: system.client,
      workflowBundle: bundle,
    });
    const running = Promise.all(workers.map((worker) => worker.run()));
    await system.offramps.start(order);
    await eventually('the bug to be met', async () => (await failures()).length > 0);
    expect(await handle.describe()).toMatchObject({ status: { name: 'RUNNING' } });
    workers.forEach((worker) => worker.shutdown());
    await running;

    await system.startWorkers();
    await reached(system, order.reference, 'awaiting-customer-approval');
    await playStep(system, order.reference, 'awaiting-customer-approval');
    await reached(system, order.reference, 'awaiting-deposit');
  });
});
