import { connect, depositReceived, startOfframp } from '../../examples/plain-temporal-client';
import { playStep, reached, required } from '../support/journeys';
import { newOrder } from '../support/orders';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { temporalAddress } from '../support/shared-resources';

describe("with nothing but Temporal's own client", () => {
  let system: OfframpSystem;
  beforeAll(async () => {
    system = await startOfframpSystem();
  });
  afterAll(() => system.stop());

  async function withClient<T>(work: (client: Awaited<ReturnType<typeof connect>>) => Promise<T>): Promise<T> {
    const client = await connect(temporalAddress(), system.client.options.dataConverter);
    try {
      return await work(client);
    } finally {
      await client.connection.close();
    }
  }

  it('an offramp is started and told of its deposit', async () => {
    const order = newOrder();
    await withClient(async (client) => {
      await startOfframp(client, system.taskQueue, order);
      // It left nothing that the input could be compared by.
      await expect(system.offramps.start(order)).rejects.toThrow('Another client has started it');
      await playStep(system, order.reference, 'awaiting-customer-approval');
      const { depositAddress } = await reached(system, order.reference, 'awaiting-deposit');
      const address = required(depositAddress?.address);
      const quietly = { webhook: false };
      const { id: depositId } = await system.simulator.play.receiveDeposit({ address, amount: '250.00' }, quietly);
      await depositReceived(client, order.reference, { depositId, address, amount: '250.00', currency: 'USDT' });
      expect((await reached(system, order.reference, 'confirming-deposit')).ids.depositId).toBe(depositId);
    });
  });

  it('a wrong order completes rejected, with every problem listed and no call made', async () => {
    const { reference } = newOrder();
    const calls = system.simulator.requests.length;
    const result = await withClient(async (client) => {
      const handle = await startOfframp(client, system.taskQueue, { reference });
      return (await handle.result()) as unknown;
    });
    expect(result).toMatchObject({
      outcome: 'rejected',
      reason: 'invalid-input',
      problems: [{ field: 'customer' }, { field: 'bankAccount' }, { field: 'source' }],
    });
    expect(system.simulator.requests).toHaveLength(calls);
    expect(await system.offramps.status(reference)).toMatchObject({ outcome: 'rejected', reason: 'invalid-input' });
  });
});
