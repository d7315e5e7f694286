import { randomUUID } from 'node:crypto';
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
});
