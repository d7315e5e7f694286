import { eventually } from '../support/eventually';
import { fastForward } from '../../scripts/temporal/fast-forward';
import { needsAttention, reached, required, startUntil } from '../support/journeys';
import { newOrder } from '../support/orders';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';

const operator = { operator: 'Kim', reason: 'Looked into it.' };

describe('an order that cannot go on', () => {
  let system: OfframpSystem;
  beforeAll(async () => {
    system = await startOfframpSystem();
  });
  afterAll(() => system.stop());

  it('says why, is found by it, and goes on with retryNow once the cause is gone', async () => {
    const { offramps, simulator } = system;
    const order = { ...newOrder(), bankAccount: { bankAccountId: 'account-1', currency: 'EUR' } };
    await offramps.start(order);
    const { ids } = await reached(system, order.reference, 'awaiting-customer-approval');
    await simulator.play.approveCustomer(required(ids.customerId));

    const { needsAttention: attention, stage } = await needsAttention(system, order.reference, 'provider-refused');
    expect({ stage, since: attention?.since }).toEqual({ stage: 'adding-bank-account', since: expect.any(String) });

    // The account is added at the provider by hand.
    simulator.records.bankAccounts.put({
      ...simulator.records.stamp(),
      id: 'account-1',
      customerId: required(ids.customerId),
      currency: 'EUR',
      bankName: 'Deutsche Bank',
      details: {},
    });
    await offramps.retryNow(order.reference, operator);
    const status = await reached(system, order.reference, 'awaiting-deposit');
    expect(status.needsAttention).toBeUndefined();
  });

  it('is listed by its need and leaves the list when it is closed', async () => {
    const { offramps } = system;
    const order = { ...newOrder(), customer: { customerId: 'nobody' } };
    await offramps.start(order);
    await needsAttention(system, order.reference, 'provider-refused');
    const listed = async () =>
      (await offramps.list({ needsAttention: true, running: true })).some(
        ({ reference }) => reference === order.reference,
      );
    await eventually('the order to be listed', listed);
    await offramps.closeOfframp(order.reference, { ...operator, outcome: 'abandoned' });
    expect(await offramps.result(order.reference)).toMatchObject({
      outcome: 'abandoned',
      reason: 'closed-by-operator',
    });
    await eventually('the order to leave the list', async () => !(await listed()));
  });

  it('refuses commands with a sentence, and empty ones from Temporal UI as well', async () => {
    const { offramps, client } = system;
    const order = newOrder();
    const { workflowId } = await startUntil(system, order, 'confirming-deposit');
    const handle = client.workflow.getHandle(workflowId);
    const refused = async (name: string, ...args: unknown[]) => {
      const error: unknown = await handle.executeUpdate(name, { args } as never).catch((thrown: unknown) => thrown);
      return error instanceof Error && error.cause instanceof Error ? error.cause.message : error;
    };
    expect(await refused('retryNow')).toContain('retryNow needs operator and reason');
    expect(await refused('retryNow', null)).toContain('retryNow needs operator and reason');
    expect(await refused('closeOfframp', operator)).toContain('closeOfframp needs outcome');
    expect(await refused('closeOfframp', { ...operator, outcome: 'refunded' })).toContain('on its way by itself');
    expect(await refused('confirmBankTransfer', operator)).toContain('No bank transfer is under way');
    expect(await refused('cancelOfframp', operator)).toContain('A deposit is known');
    await expect(offramps.cancelOfframp(order.reference, operator)).rejects.toThrow('A deposit is known');
  });

  it('outlives signals that make no sense', async () => {
    const order = newOrder();
    const { workflowId } = await startUntil(system, order, 'awaiting-customer-approval');
    const handle = system.client.workflow.getHandle(workflowId);
    const nonsense = [undefined, null, 7, 'text', [], {}, { depositId: 7 }, { __proto__: null }];
    for (const payload of nonsense) {
      await handle.signal('depositReceived', payload);
      await handle.signal('bankTransferReported', payload);
    }
    await handle.signal('noSuchSignal', { anything: true });
    const { stage, needsAttention: attention } = await system.offramps.status(order.reference);
    expect({ stage, attention }).toEqual({ stage: 'awaiting-customer-approval', attention: undefined });
  });

  it('asks less and less often while its look-up fails, also past its deadline', async () => {
    const order = { ...newOrder({ deadlines: { customerApproval: '2 seconds' } }), customer: { customerId: 'nobody' } };
    const callsBefore = system.simulator.requests.length;
    const { workflowId } = await system.offramps.start(order);
    await needsAttention(system, order.reference, 'provider-refused');
    await fastForward(system.environment.connection, workflowId, '6 hours');
    // At once, and after 30, 60, 120 … minutes.
    expect(system.simulator.requests.length - callsBefore).toBeLessThanOrEqual(6);
    const { needsAttention: attention } = await system.offramps.status(order.reference);
    expect(attention?.reason).toBe('provider-refused');
  });

  it('is not held up by a signal that claims to be encrypted and is not', async () => {
    const order = newOrder();
    const { workflowId } = await startUntil(system, order, 'awaiting-customer-approval');
    const data = Buffer.alloc(60, 1);
    const metadata = { encoding: Buffer.from('binary/encrypted'), 'encryption-key-id': Buffer.from('test') };
    await system.client.workflowService.signalWorkflowExecution({
      namespace: 'default',
      workflowExecution: { workflowId },
      signalName: 'customerApproved',
      input: { payloads: [{ metadata, data }] },
    });
    const { stage } = await system.offramps.status(order.reference);
    expect(stage).toBe('awaiting-customer-approval');
    await system.offramps.cancelOfframp(order.reference, operator);
    expect(await system.offramps.result(order.reference)).toMatchObject({ outcome: 'cancelled' });
  });

  it('tries a refused step again for its operator, not for senseless signals', async () => {
    const order = { ...newOrder(), bankAccount: { bankAccountId: 'nowhere', currency: 'EUR' } };
    const { workflowId } = await system.offramps.start(order);
    const { ids } = await reached(system, order.reference, 'awaiting-customer-approval');
    await system.simulator.play.approveCustomer(required(ids.customerId));
    await needsAttention(system, order.reference, 'provider-refused');
    const callsBefore = system.simulator.requests.length;
    for (let times = 0; times < 20; times += 1) {
      await system.client.workflow.getHandle(workflowId).signal('depositReceived', {});
    }
    await needsAttention(system, order.reference, 'provider-refused');
    expect(system.simulator.requests).toHaveLength(callsBefore);
    await system.offramps.retryNow(order.reference, operator);
    await eventually('the step to be tried again', () => system.simulator.requests.length === callsBefore + 1);
  });

  it('is refused under a workflow id that is not its own', async () => {
    const order = newOrder();
    const handle = await system.client.workflow.start('offramp', {
      workflowId: `something-else-${order.reference}`,
      taskQueue: system.taskQueue,
      args: [order],
    });
    expect(await handle.result()).toMatchObject({ reason: 'invalid-input', problems: [{ field: 'reference' }] });
  });

  it('is cancelled even while the provider is away', async () => {
    const away = await startOfframpSystem({ environment: { COINUT_BASE_URL: 'http://127.0.0.1:9' } });
    const order = newOrder();
    const { workflowId } = await away.offramps.start(order);
    await away.client.workflow.getHandle(workflowId).cancel();
    expect(await away.offramps.result(order.reference)).toMatchObject({ outcome: 'cancelled' });
    await away.stop();
  });
});
