import type { OfframpStage } from '../../src/signals/stages';
import { happySteps, playStep, reached, required, startUntil } from '../support/journeys';
import { newOrder } from '../support/orders';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { operator } from '../support/stories';

const beforeDeposit = ['awaiting-customer-approval', 'awaiting-deposit'] as const;
const afterDeposit = [
  'confirming-deposit',
  'awaiting-trade',
  'awaiting-trade-settlement',
  'awaiting-bank-transfer',
  'watching-for-return',
] as const;

describe('a cancellation', () => {
  let system: OfframpSystem;
  beforeAll(async () => {
    system = await startOfframpSystem();
  });
  afterEach(() => system.simulator.endFaults());
  afterAll(() => system.stop());

  const ways = {
    'by Update': (reference: string) => system.offramps.cancelOfframp(reference, operator),
    'in Temporal UI': (reference: string) => system.client.workflow.getHandle(`offramp-${reference}`).cancel(),
  };
  const everyWayAt = <Stage extends OfframpStage>(stages: readonly Stage[]) =>
    stages.flatMap((stage) => (Object.keys(ways) as (keyof typeof ways)[]).map((way) => [way, stage] as const));

  it.each(everyWayAt(beforeDeposit))('%s is granted at %s', async (way, stage) => {
    const order = newOrder();
    await startUntil(system, order, stage);
    await ways[way](order.reference);
    expect(await system.offramps.result(order.reference)).toMatchObject({ outcome: 'cancelled' });
  });

  it('is granted while the provider is asked to create something, and heard to its end', async () => {
    const order = newOrder();
    system.simulator.faultNext({ path: '/customer/create', fault: 'slow-body' });
    await system.offramps.start(order);
    await system.offramps.cancelOfframp(order.reference, operator);
    const { outcome } = await system.offramps.result(order.reference);
    expect(outcome).toBe('cancelled');
  });

  it('is granted while the deposit address is not there', async () => {
    const order = newOrder({ tags: ['address-silent'] });
    await startUntil(system, order, 'awaiting-customer-approval');
    await playStep(system, order.reference, 'awaiting-customer-approval');
    await reached(system, order.reference, 'awaiting-deposit-address');
    await system.offramps.cancelOfframp(order.reference, operator);
    expect(await system.offramps.result(order.reference)).toMatchObject({ outcome: 'cancelled' });
  });

  it('is granted while the provider cannot be asked for deposits', async () => {
    const order = newOrder();
    await startUntil(system, order, 'awaiting-deposit');
    system.simulator.faultNext({ path: '/deposit/list', fault: 'invalid-parameters' });
    await system.offramps.cancelOfframp(order.reference, operator);
    expect(await system.offramps.result(order.reference)).toMatchObject({ outcome: 'cancelled' });
  });

  it.each(afterDeposit)('is not granted at %s: the order goes on to its end', async (stage) => {
    const order = newOrder();
    const { workflowId } = await startUntil(system, order, stage);
    await system.client.workflow.getHandle(workflowId).cancel();
    await expect(system.offramps.cancelOfframp(order.reference, operator)).rejects.toThrow();
    const next = happySteps.findIndex((step) => step === stage);
    for (const step of next < 0 ? [] : happySteps.slice(next)) await playStep(system, order.reference, step);
    expect(await reached(system, order.reference, 'watching-for-return')).toMatchObject({ outcome: 'settled' });
  });

  it('that comes in the same moment as a deposit is outweighed by it, in either order', async () => {
    for (const first of ['deposit', 'cancellation'] as const) {
      const order = newOrder();
      const { depositAddress, workflowId } = await startUntil(system, order, 'awaiting-deposit');
      const { address, network } = required(depositAddress);
      const deposit = await system.simulator.play.receiveDeposit({ address, amount: '250.00' }, { webhook: false });
      const handle = system.client.workflow.getHandle(workflowId);
      const arrive = () => handle.signal('depositReceived', { depositId: deposit.id, address, network });
      await system.stopWorkers();
      if (first === 'deposit') await arrive();
      await handle.cancel();
      if (first === 'cancellation') await arrive();
      await system.startWorkers();
      await reached(system, order.reference, 'confirming-deposit');
    }
  });
});
