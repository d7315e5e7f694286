import { describeOrder } from '../checker/orders';
import { closedBy } from '../parts/activity-history';
import type { StartedProcess } from '../parts/child-process';
import type { Lane } from '../parts/lane';
import { pendingActivities } from '../parts/pending-activities';
import { until, within } from '../parts/until';
import type { StruckActivity } from './activities';
import { awaken } from './awaken';
import { takeoverDeadlineMs } from './faults';
import type { RowOrder } from './row-orders';
import type { Scene, Struck } from './scene';

/** Enough that some are handed to the frozen one of two workers, and use up all that it has asked for. */
const orderCount = 12;
/** Above all steps before the activity, below the time that the worker waits for an answer. */
const heldDeadlineMs = 9_000;
const handedDeadlineMs = 30_000;
/** All lanes of a run start their workers at once. */
const startedDeadlineMs = 90_000;

/**
 * Freezes one of two workers while several orders are held just before the activity, and lets them go on. Temporal
 * hands the first attempt of some to the frozen worker, which still seems to wait for work. Once one of these has timed
 * out there and has been done by the other worker, the frozen one wakes and finds its tasks, which are no longer its.
 */
export async function strikeIdle(struck: StruckActivity, scene: Scene): Promise<Struck> {
  const { lane, client } = scene;
  const first = lane.worker;
  await lane.startWorker();
  const { orders, release } = await heldOrders(struck, scene);
  const frozen = (await isBusier(first, orders, scene)) ? lane.worker : first;
  frozen.freeze();
  const frozenAt = performance.now();
  await release();
  const handed = await until(
    `the frozen worker to be handed ${struck.activity}`,
    () => handedTo(frozen, struck.activity, orders, scene),
    { deadlineMs: handedDeadlineMs },
  );
  await within(`another worker to do ${struck.activity}`, takeoverDeadlineMs, (signal) =>
    client.withAbortSignal(signal, () =>
      Promise.race(handed.map(({ workflowId }) => closedBy(client.workflow, workflowId, struck.activity))),
    ),
  );
  const fault = await awaken(frozen, frozenAt, scene);
  const ids = orders.map(({ workflowId }) => workflowId);
  return { fault, orderIds: ids, activityOf: ids };
}

interface HeldOrders {
  readonly orders: readonly RowOrder[];
  readonly release: () => Promise<void>;
}

/** Starts orders of different customers and resolves when all of them wait just before the activity. */
async function heldOrders({ before, order }: StruckActivity, scene: Scene): Promise<HeldOrders> {
  const { lane } = scene;
  if (order === 'later-deposit') throw new Error('Only orders can be held.');
  // Their customers are approved by hand.
  const startAll = () =>
    Promise.all(
      Array.from({ length: orderCount }, (_, index) =>
        scene.orders.start(`order-${index + 1}`, { choices: order, customer: index + 1, tag: 'kyc-silent' }),
      ),
    );
  const orders = await startAll();
  await Promise.all(orders.map(({ workflowId }) => untilStage(scene, workflowId, 'awaiting-customer-approval')));
  if (before === 'approval' || before === undefined) return { orders, release: () => approveAll(lane) };
  const gate = lane.proxy.hold(before);
  await approveAll(lane);
  await until('all orders to wait at the gate', () => (gate.waiting === orderCount ? true : undefined), {
    deadlineMs: heldDeadlineMs,
    everyMs: 20,
  });
  return { orders, release: async () => gate.open() };
}

/** Whether most of what is held is done by this worker, so that the other has been waiting for work for longer. */
async function isBusier(worker: StartedProcess, orders: readonly RowOrder[], { client }: Scene): Promise<boolean> {
  const held = await Promise.all(orders.map(({ workflowId }) => pendingActivities(client.workflow, workflowId)));
  const own = held.flat().filter(({ identity }) => worker.isKnownAs(identity));
  return own.length > orders.length / 2;
}

async function approveAll({ provider }: Lane): Promise<void> {
  for (const { id } of provider.records.customers.all()) await provider.play.approveCustomer(id);
}

async function untilStage({ temporal }: Scene, workflowId: string, stage: string): Promise<void> {
  const arrived = async (): Promise<true | undefined> => {
    const { standing } = await describeOrder(temporal, workflowId);
    return standing.is === 'under way' && standing.stage === stage ? true : undefined;
  };
  await until(`${workflowId} to come to ${stage}`, arrived, { deadlineMs: startedDeadlineMs });
}

/** The orders whose activity's first attempt is with the frozen worker, once there are any. */
async function handedTo(
  frozen: StartedProcess,
  activity: string,
  orders: readonly RowOrder[],
  { client }: Scene,
): Promise<RowOrder[] | undefined> {
  const isHanded = async ({ workflowId }: RowOrder): Promise<boolean> =>
    (await pendingActivities(client.workflow, workflowId)).some(
      (pending) => pending.activity === activity && pending.attempt === 1 && frozen.isKnownAs(pending.identity),
    );
  const answers = await Promise.all(orders.map(isHanded));
  const handed = orders.filter((_order, index) => answers[index]);
  return handed.length > 0 ? handed : undefined;
}
