import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { temporal } from '@temporalio/proto';
import { Worker } from '@temporalio/worker';
import type { OrderSettings } from '../../src/activities';
import { createOfframpClient } from '../../src/client';
import { loadWorkerConfig } from '../../src/config';
import { defaultDeadlines } from '../../src/signals/deadlines';
import type { LaterDeposit } from '../../src/signals/later-deposit';
import * as messages from '../../src/signals/messages';
import { workflowIdOf } from '../../src/signals/offramp-order';
import { dataConverterOf } from '../../src/temporal';
import { bundleChanged, type ChangedBundle } from '../support/changed-workflows';
import { eventually } from '../support/eventually';
import { newOrder } from '../support/orders';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { workflowBundle } from '../support/shared-resources';

const { EventType, UpdateWorkflowExecutionLifecycleStage: UpdateStage } = temporal.api.enums.v1;
const settings: OrderSettings = {
  ...{ enableMatic: false, signatureWindowMs: 3_000, depositLimits: {}, deletesFlows: false },
  ...{ payoutCurrencies: ['EUR', 'SGD'], paymentCurrencies: ['EUR', 'SGD'], deadlines: defaultDeadlines },
};

/** A query that takes so long that the local activity has answered before it. */
const slowQuery = {
  file: 'message-handlers.ts',
  before: 'setHandler(messages.statusQuery, () => journey.status(),',
  after: `const slowly = () => { for (let i = 0, x = 1; i < 4e7; i += 1) x = (x * 31 + i) % 1000003; return journey.status(); };
  setHandler(messages.statusQuery, slowly,`,
};

/** An order, and what happens to it while its local activity is under way. */
interface Tale {
  readonly workflowType: string;
  readonly reference: string;
  readonly input: unknown;
  readonly happen: () => Promise<unknown>;
  /** By the types of its events: it has gone on far enough to be looked at. */
  readonly isOn: (types: unknown[]) => boolean;
  readonly told?: OrderSettings;
}

/** On a busy machine the query may be answered too early, and the moment does not come about. */
const mostTries = 8;

/**
 * The SDK closes a workflow task with the answer of a local activity when a query is answered in that moment, and gives
 * the order that answer in the next one. Here this is brought about: the local activity itself has something happen to
 * the order before it answers, while a query of an order that no worker has seen yet is being answered.
 */
describe('what happens to an order between two workflow tasks that share a local activity', () => {
  let system: OfframpSystem;
  let bundle: ChangedBundle;
  beforeAll(async () => {
    system = await startOfframpSystem();
    await system.stopWorkers();
    bundle = await bundleChanged(slowQuery);
  });
  afterAll(async () => {
    await bundle.remove();
    await system.stop();
  });

  const dataConverter = () => dataConverterOf(loadWorkerConfig(system.workerEnvironment));

  /** The events of an order to which something happened in that moment; one that was too quick for it is played anew. */
  async function inThatMoment(tale: () => Tale): Promise<unknown[]> {
    for (let tries = 1; tries <= mostTries; tries += 1) {
      const types = await play(tale());
      if (isDeepStrictEqual(types.slice(3, 5), split)) return types;
    }
    throw new Error(`In ${mostTries} tries no local activity answered between two workflow tasks.`);
  }

  /** The events of an order once it has gone on; a replay leads to the same. */
  async function play({ workflowType, reference, input, happen, isOn, told = settings }: Tale): Promise<unknown[]> {
    const { client, environment } = system;
    const taskQueue = `between-${randomUUID()}`;
    const workflowId = workflowIdOf(reference);
    const handle = await client.workflow.start(workflowType, { workflowId, taskQueue, args: [input] });
    let asks = true;
    const asking = Array.from({ length: 4 }, async () => {
      while (asks) await handle.query(messages.statusQuery).catch(() => delay(20));
    });
    const worker = await Worker.create({
      ...{ connection: environment.nativeConnection, taskQueue, dataConverter: dataConverter() },
      workflowBundle: { codePath: bundle.codePath },
      activities: {
        async readOrderSettings() {
          asks = false;
          await happen();
          return told;
        },
        handOnDeposit: () => Promise.resolve({ owner: 'offramp-another' }),
      },
    });
    await worker.runUntil(async () => {
      await eventually(`${reference} to go on`, async () => isOn((await eventsOf(workflowId)).map(typeOf)));
      await Promise.all(asking);
    });
    const history = await handle.fetchHistory();
    await Worker.runReplayHistory(
      { workflowBundle: workflowBundle(), dataConverter: dataConverter() },
      history,
      workflowId,
    );
    if (!history.events?.some((event) => event.workflowExecutionCompletedEventAttributes)) await handle.terminate();
    return (history.events ?? []).map(typeOf);
  }

  /** Whether the server holds the Update for the next workflow task. */
  async function isAdmitted(reference: string): Promise<boolean> {
    const workflowExecution = { workflowId: workflowIdOf(reference) };
    const { stage } = await system.client.workflowService.pollWorkflowExecutionUpdate({
      ...{ namespace: 'default', updateRef: { workflowExecution, updateId: messages.depositAddressUpdateId } },
      waitPolicy: { lifecycleStage: UpdateStage.UPDATE_WORKFLOW_EXECUTION_LIFECYCLE_STAGE_ADMITTED },
    });
    return stage === UpdateStage.UPDATE_WORKFLOW_EXECUTION_LIFECYCLE_STAGE_ADMITTED;
  }

  const eventsOf = async (workflowId: string) =>
    (await system.client.workflow.getHandle(workflowId).fetchHistory()).events ?? [];
  const typeOf = ({ eventType }: temporal.api.history.v1.IHistoryEvent): unknown => eventType;
  const activityScheduled = EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED;
  /** The workflow task that ended with nothing but the answer. */
  const split = [EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED, EventType.EVENT_TYPE_MARKER_RECORDED];

  it('a signal is heard after what the answer leads to, as in a replay', async () => {
    const types = await inThatMoment(() => {
      const depositId = randomUUID();
      const reference = `order-${randomUUID()}:deposit:${depositId}`;
      const seen = {
        depositId,
        currency: 'USDT',
        amount: '250.00',
        evidence: 'webhook',
        seenAt: new Date().toISOString(),
      } as const;
      const input: LaterDeposit = {
        ...{ reference, deposit: seen, payoutCurrency: 'EUR' },
        ...{ source: { currency: 'USDT', network: 'TRX' }, customerId: 'customer-1' },
      };
      const happen = () =>
        system.client.workflow.getHandle(workflowIdOf(reference)).signal(messages.depositApprovedSignal, seen);
      // Heard first, it would have left nothing to ask of the deposit's confirmation, but only of its trade.
      const isOn = (told: unknown[]) => told.filter((type) => type === activityScheduled).length === 2;
      return { workflowType: 'laterDeposit', reference, input, happen, isOn };
    });
    expect(types[5]).toBe(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED);
  });

  it('a deposit that comes as an order ends is handed on, as in a replay', async () => {
    const types = await inThatMoment(() => {
      const order = newOrder();
      const { reference } = order;
      const seen = { depositId: randomUUID(), evidence: 'webhook', seenAt: new Date().toISOString() } as const;
      const happen = () =>
        system.client.workflow.getHandle(workflowIdOf(reference)).signal(messages.depositReceivedSignal, seen);
      const isOn = (told: unknown[]) => told.includes(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED);
      // Nothing is paid out in the order's currency, so that the answer leads straight to the end.
      const told = { ...settings, payoutCurrencies: [] };
      return { workflowType: 'offramp', reference, input: order, happen, isOn, told };
    });
    expect(types[5]).toBe(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED);
    expect(types.filter((type) => type === EventType.EVENT_TYPE_MARKER_RECORDED)).toHaveLength(2);
  });

  it('an Update is turned away, and taken in once it is sent again', async () => {
    const offramps = createOfframpClient({ client: system.client, taskQueue: 'unused' });
    const answers: Promise<unknown>[] = [];
    const types = await inThatMoment(() => {
      const order = newOrder();
      const { reference } = order;
      const happen = async () => {
        // The order is terminated before it has an address.
        answers.push(offramps.awaitDepositAddress(reference).catch(() => undefined));
        await eventually('the server to have the Update', () => isAdmitted(reference));
      };
      const isOn = (told: unknown[]) => told.includes(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED);
      return { workflowType: 'offramp', reference, input: order, happen, isOn };
    });
    expect(types.indexOf(activityScheduled)).toBeLessThan(
      types.indexOf(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED),
    );
    await Promise.all(answers);
  });
});
