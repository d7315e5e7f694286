import { randomUUID } from 'node:crypto';
import { bankTransfersOf, passingFailure, toNextWindow } from '../support/bank-transfers';
import { eventually } from '../support/eventually';
import { happySteps, playStep, reached, startUntil } from '../support/journeys';
import { newOrder } from '../support/orders';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';

describe('an order that an operator resets in Temporal UI', () => {
  let system: OfframpSystem;
  beforeAll(async () => {
    system = await startOfframpSystem();
  });
  afterAll(() => system.stop());

  /** Ends of workflow tasks, to which a run can be reset; the first of them forgets everything. */
  async function resetPoints(workflowId: string): Promise<number[]> {
    const { events } = await system.client.workflow.getHandle(workflowId).fetchHistory();
    return (events ?? []).flatMap((event) => (event.workflowTaskCompletedEventAttributes ? Number(event.eventId) : []));
  }

  /** The end of the workflow task that asked for an activity. */
  async function taskBefore(workflowId: string, activity: string): Promise<number> {
    const { events } = await system.client.workflow.getHandle(workflowId).fetchHistory();
    const asked = (events ?? []).find(
      (event) => event.activityTaskScheduledEventAttributes?.activityType?.name === activity,
    );
    return Number(asked?.activityTaskScheduledEventAttributes?.workflowTaskCompletedEventId);
  }

  /** The end of a workflow task that came while the latest activity was under way. */
  async function taskDuringActivity(workflowId: string): Promise<number> {
    const handle = system.client.workflow.getHandle(workflowId);
    const taskId = async () => {
      const { events } = await handle.fetchHistory();
      const asked = (events ?? []).findLast((event) => event.activityTaskScheduledEventAttributes);
      const task = (events ?? []).findLast((event) => event.workflowTaskCompletedEventAttributes);
      // What is under way stands in no history as started. A look-up that was begun before may end meanwhile.
      const isOver = (events ?? []).some(
        ({ activityTaskStartedEventAttributes: started }) =>
          started && Number(started.scheduledEventId) === Number(asked?.eventId),
      );
      return !isOver && Number(task?.eventId) > Number(asked?.eventId) && Number(task?.eventId);
    };
    await handle.signal('customerApproved', {});
    return eventually('a workflow task beside the activity', taskId);
  }

  async function reset(workflowId: string, workflowTaskFinishEventId: number): Promise<void> {
    const { runId } = await system.client.workflow.getHandle(workflowId).describe();
    await system.client.workflowService.resetWorkflowExecution({
      namespace: 'default',
      workflowExecution: { workflowId, runId },
      workflowTaskFinishEventId: workflowTaskFinishEventId as never,
      requestId: randomUUID(),
      reason: 'to see what it does',
    });
    await eventually('the new run to be there', async () => {
      const description = await system.client.workflow.getHandle(workflowId).describe();
      return description.runId !== runId;
    });
  }

  it.each([
    ['to its beginning', 0],
    ['to a quarter of its way', 0.25],
    ['to half of its way', 0.5],
    ['to three quarters of its way', 0.75],
    ['to its latest step', 1],
  ])('creates nothing again and settles: reset %s', async (_where, share) => {
    const order = newOrder({ currency: 'USD' });
    const { workflowId } = await startUntil(system, order, 'awaiting-trade');
    const before = system.simulator.accepted().length;
    const points = await resetPoints(workflowId);
    const point = points[Math.round(share * (points.length - 1))] ?? 0;
    await reset(workflowId, point);
    await reached(system, order.reference, 'awaiting-trade');
    const created = system.simulator.accepted().slice(before);
    expect(created).toEqual([]);
    for (const step of happySteps.slice(3)) await playStep(system, order.reference, step);
    expect(await reached(system, order.reference, 'watching-for-return')).toMatchObject({ outcome: 'settled' });
  });

  it('adds no second account where one was being added at that point', async () => {
    const order = newOrder({ currency: 'USD' });
    const { workflowId, ids } = await startUntil(system, order, 'awaiting-customer-approval');
    system.simulator.faultNext({ path: '/bank-account/add', fault: 'hang-after' });
    await playStep(system, order.reference, 'awaiting-customer-approval');
    const { records } = system.simulator;
    const accounts = () => records.bankAccounts.where(({ customerId }) => customerId === ids.customerId);
    await eventually('the account to be added', () => accounts().length === 1);
    await reset(workflowId, await taskDuringActivity(workflowId));
    await reached(system, order.reference, 'awaiting-deposit');
    expect(accounts()).toHaveLength(1);
  });

  it('does not send again what was being sent at that point and the provider does not show yet', async () => {
    const order = newOrder();
    const { workflowId } = await startUntil(system, order, 'awaiting-bank-transfer');
    const bank = bankTransfersOf(system, order);
    await system.simulator.play.failTransfer(await bank.tradeId(), passingFailure);
    await reached(system, order.reference, 'retrying-bank-transfer');
    const { records, requests } = system.simulator;
    const before = new Set(records.payments.all().map(({ id }) => id));
    const made = () => records.payments.all().find(({ id }) => !before.has(id));
    system.simulator.faultNext({ path: '/payment/create', fault: 'hang-after' });
    // The clock stands still while the provider does not answer.
    const moved = toNextWindow(system, await bank.status()).catch(() => undefined);
    const payment = await eventually('the payment to be made', made);
    const point = await taskDuringActivity(workflowId);
    records.payments.delete(payment.id);
    const lookUps = () => requests.filter(({ path }) => path === '/payment/list').length;
    const lookedUp = lookUps();

    await reset(workflowId, point);
    await moved;
    await eventually('the provider to be asked for the payment', () => lookUps() > lookedUp);
    records.payments.put(payment);
    await bank.untilSent(2);
    expect(await bank.payments()).toHaveLength(1);
    expect((await bank.status()).transfers).toMatchObject([{ state: 'failed' }, { attempt: 2, state: 'sent' }]);
  });

  it('does not send again what the run before had just sent and the provider does not show yet', async () => {
    const order = newOrder();
    const { workflowId } = await startUntil(system, order, 'awaiting-bank-transfer');
    const bank = bankTransfersOf(system, order);
    await system.simulator.play.failTransfer(await bank.tradeId(), passingFailure);
    await bank.untilSent(2);
    const { records, requests } = system.simulator;
    const [payment] = records.payments.all();
    records.payments.delete(payment?.id ?? '');
    const lookUps = () => requests.filter(({ path }) => path === '/payment/list').length;
    const before = lookUps();

    await reset(workflowId, await taskBefore(workflowId, 'sendPayment'));
    await eventually('the provider to be asked for the payment', () => lookUps() > before);
    if (payment) records.payments.put(payment);
    await bank.untilSent(2);
    expect(await bank.payments()).toHaveLength(1);
    expect((await bank.status()).transfers).toMatchObject([{ state: 'failed' }, { attempt: 2, state: 'sent' }]);
  });
});
