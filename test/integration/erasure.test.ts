import { randomUUID } from 'node:crypto';
import { offramp } from '../cli/support/command-line';
import { eventually } from '../support/eventually';
import { reached, required } from '../support/journeys';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { newOrder } from '../support/orders';
import { temporalAddress } from '../support/shared-resources';

const namespace = 'default';

describe('the data of one person', () => {
  let system: OfframpSystem;
  beforeAll(async () => {
    system = await startOfframpSystem();
  });
  afterAll(() => system.stop());

  const ordersOf = async (customerId: string): Promise<string[]> => {
    const environment = { ...system.workerEnvironment, TEMPORAL_ADDRESS: temporalAddress() };
    const { json } = await offramp(['list', '--id', `customer:${customerId}`, '--json'], { environment });
    return (json() as { reference: string }[]).map(({ reference }) => reference);
  };

  async function rejected(order: { readonly reference: string }): Promise<string> {
    await system.offramps.start(order);
    const { ids } = await reached(system, order.reference, 'awaiting-customer-approval');
    const customerId = required(ids.customerId);
    await system.simulator.play.rejectCustomer(customerId, 'The document has expired.');
    await system.offramps.result(order.reference);
    await eventually('the order to be listed as ended', async () => (await ordersOf(customerId)).length === 1);
    return customerId;
  }

  it('is erased by the query that docs/security.md gives, and nobody else is', async () => {
    const [theirs, another] = [newOrder(), newOrder()];
    const [customerId, anotherId] = await Promise.all([rejected(theirs), rejected(another)]);
    const query = `CoinutIds = "customer:${customerId}" AND ExecutionStatus != "Running"`;
    await eventually(
      'their order to be found as ended',
      async () => (await system.client.workflow.count(query)).count === 1,
    );
    // What `temporal workflow delete --query` does.
    await system.client.workflowService.startBatchOperation({
      ...{ namespace, visibilityQuery: query, jobId: randomUUID(), reason: 'erased', deletionOperation: {} },
    });
    const describe = (reference: string) => system.client.workflow.getHandle(`offramp-${reference}`).describe();
    await eventually('their order to be gone', async () =>
      describe(theirs.reference).then(
        () => false,
        () => true,
      ),
    );
    await eventually('their order not to be listed', async () => (await ordersOf(customerId)).length === 0);
    expect((await describe(another.reference)).status.name).toBe('COMPLETED');
    expect(await ordersOf(anotherId)).toEqual([another.reference]);
  });
});
