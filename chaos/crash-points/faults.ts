import { closedBy } from '../parts/activity-history';
import type { Trap } from '../parts/provider-proxy';
import { within } from '../parts/until';
import type { StruckActivity } from './activities';
import { awaken } from './awaken';
import type { FreezePoint, KillPoint } from './crash-points';
import type { RowOrder } from './row-orders';
import type { Scene } from './scene';
import type { Target } from './targets';

/** What was done to a worker, in words, and to which order. */
export interface Done {
  readonly fault: string;
  readonly order: RowOrder;
}

/** From the start to the chosen request, or from there to the activity's completion. */
const springDeadlineMs = 60_000;
/** An activity may have to time out twice, after 45 s each: a frozen worker is still handed tasks. */
export const takeoverDeadlineMs = 180_000;

/** Sets the target going, kills the worker at the point, and starts another. */
export async function killWorker(
  { moment }: KillPoint,
  { main, activity }: StruckActivity,
  target: Target,
  { lane, client }: Scene,
): Promise<Done> {
  const { worker } = lane;
  const kill = (): 'lose' => {
    worker.kill();
    return 'lose';
  };
  const trap: Trap =
    moment === 'completed'
      ? { request: main, moment: 'received', spring: () => 'pass-on' }
      : { request: main, moment, spring: kill };
  const starting = await sprung(trap, target, lane);
  if (moment === 'completed') {
    const workflowId = await target.activityOf();
    await within(`the completion of ${activity}`, springDeadlineMs, (signal) =>
      client.withAbortSignal(signal, () => closedBy(client.workflow, workflowId, activity)),
    );
    kill();
  }
  const [order] = await Promise.all([starting.order, worker.ended]);
  await lane.startWorker();
  return { fault: '1 kill', order };
}

/** Sets the target going, freezes the worker at the point until another has done its work, and wakes it again. */
export async function freezeWorker(
  { request }: FreezePoint,
  { main, lookUp = main, activity }: StruckActivity,
  target: Target,
  { lane, client }: Scene,
): Promise<Done> {
  const frozen = lane.worker;
  let frozenAt = 0;
  const freeze = (): 'pass-on' => {
    frozen.freeze();
    frozenAt = performance.now();
    return 'pass-on';
  };
  const pattern = request === 'look-up' ? lookUp : main;
  const starting = await sprung({ request: pattern, moment: 'received', spring: freeze }, target, lane);
  const [order] = await Promise.all([starting.order, lane.startWorker()]);
  const workflowId = await target.activityOf();
  const identity = await within(`another worker to do ${activity}`, takeoverDeadlineMs, (signal) =>
    client.withAbortSignal(signal, () => closedBy(client.workflow, workflowId, activity)),
  );
  if (frozen.isKnownAs(identity)) throw new Error('The worker reported a completion while it was frozen.');
  return { fault: await awaken(frozen, frozenAt, { lane, client }), order };
}

/** Resolves when the trap has sprung, which may be before everything that belongs to starting the order is done. */
async function sprung(
  trap: Trap,
  { start }: Target,
  { proxy }: Scene['lane'],
): Promise<{ readonly order: Promise<RowOrder> }> {
  const springs = proxy.arm(trap);
  const order = start();
  const { method, path } = trap.request;
  await within(`the request ${method} ${path}`, springDeadlineMs, () => Promise.race([springs, failureOf(order)]));
  return { order };
}

/** Fails as soon as the work does, and otherwise never ends. */
function failureOf(work: Promise<unknown>): Promise<never> {
  return new Promise((_resolve, reject) => void work.catch(reject));
}
