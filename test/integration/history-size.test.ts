import { temporal } from '@temporalio/proto';
import { fastForward } from '../../scripts/temporal/fast-forward';
import { happySteps, playStep, reached, required } from '../support/journeys';
import { newOrder } from '../support/orders';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';

/** Events that only a fast-forward writes. */
const { EventType } = temporal.api.enums.v1;
const fastForwardEvents: readonly unknown[] = [
  EventType.EVENT_TYPE_WORKFLOW_EXECUTION_OPTIONS_UPDATED,
  EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TIME_SKIPPING_TRANSITIONED,
];

describe("the guide's happy path with a new customer", () => {
  let system: OfframpSystem;
  beforeAll(async () => {
    system = await startOfframpSystem();
  });
  afterAll(() => system.stop());

  async function measure(tags: string[]): Promise<{ events: number; calls: number }> {
    const order = newOrder({ tags });
    const callsBefore = system.simulator.requests.length;
    const { workflowId } = await system.offramps.start(order);
    const asked = system.offramps.awaitDepositAddress(order.reference);
    for (const step of happySteps) {
      if (step === 'awaiting-deposit' && tags.includes('address-later')) {
        const { ids } = await reached(system, order.reference, 'awaiting-deposit-address');
        await system.simulator.play.verifyAddress(required(ids.depositAddressId));
      }
      await playStep(system, order.reference, step);
      if (step === 'awaiting-deposit') await asked;
    }
    await reached(system, order.reference, 'watching-for-return');
    await fastForward(system.environment.connection, workflowId, '30 days');
    await system.offramps.result(order.reference);
    const { events } = await system.client.workflow.getHandle(workflowId).fetchHistory();
    const counted = (events ?? []).filter(({ eventType }) => !fastForwardEvents.includes(eventType));
    const calls = system.simulator.requests.length - callsBefore;
    console.info(`${tags.join() || 'address at once'}: ${counted.length} events, ${calls} provider calls`);
    return { events: counted.length, calls };
  }

  /**
   * The fewest events of three runs: on a busy machine workflow tasks time out and are repeated, or several messages
   * share one, and neither is the order's doing. The calls must be the same in every run.
   */
  async function measureThrice(tags: string[]): Promise<{ events: number; calls: number[] }> {
    const runs = [await measure(tags), await measure(tags), await measure(tags)];
    return { events: Math.min(...runs.map(({ events }) => events)), calls: runs.map(({ calls }) => calls) };
  }

  it('takes at most 90 events and 5 provider calls', async () => {
    const { events, calls } = await measureThrice([]);
    expect(events).toBeGreaterThan(50);
    expect(events).toBeLessThanOrEqual(90);
    expect(calls).toEqual([5, 5, 5]);
  });

  it('takes at most 95 events where the address comes later', async () => {
    const { events } = await measureThrice(['address-later']);
    expect(events).toBeLessThanOrEqual(95);
  });
});
