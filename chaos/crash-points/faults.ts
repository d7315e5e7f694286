import type { Client } from '@temporalio/client';
import { closedBy } from '../parts/activity-history';
import type { Lane } from '../parts/lane';
import type { Trap } from '../parts/provider-proxy';
import { within } from '../parts/until';
import type { StruckActivity } from './activities';
import { awaken } from './awaken';
import type { FreezePoint, KillPoint } from './crash-points';

/** An order that is to be struck: where it runs, under which id, and how to start it. */
export interface Target {
  readonly lane: Lane;
  readonly client: Client;
  readonly workflowId: string;
  readonly start: () => Promise<void>;
}

/** From the order's start to the chosen request, or from there to the activity's completion. */
const springDeadlineMs = 60_000;
/** An activity may have to time out twice, after 45 s each: a frozen worker is still handed tasks. */
export const takeoverDeadlineMs = 180_000;

/** Starts the order, kills its worker at the point, and starts another. Answers with what was done, in words. */
export async function killWorker({ moment }: KillPoint, struck: StruckActivity, target: Target): Promise<string> {
  const { lane, client, workflowId } = target;
  const { worker } = lane;
  const kill = (): 'lose' => {
    worker.kill();
    return 'lose';
  };
  const trap: Trap =
    moment === 'completed'
      ? { request: struck.main, moment: 'received', spring: () => 'pass-on' }
      : { request: struck.main, moment, spring: kill };
  const starting = await sprung(trap, target);
  if (moment === 'completed') {
    await within(`the completion of ${struck.activity}`, springDeadlineMs, (signal) =>
      client.withAbortSignal(signal, () => closedBy(client.workflow, workflowId, struck.activity)),
    );
    kill();
  }
  await Promise.all([worker.ended, starting.done]);
  await lane.startWorker();
  return '1 kill';
}

/** Starts the order, freezes its worker at the point until another has done its work, and wakes it again. */
export async function freezeWorker({ request }: FreezePoint, struck: StruckActivity, target: Target): Promise<string> {
  const { lane, client, workflowId } = target;
  const frozen = lane.worker;
  let frozenAt = 0;
  const freeze = (): 'pass-on' => {
    frozen.freeze();
    frozenAt = performance.now();
    return 'pass-on';
  };
  const pattern = request === 'look-up' ? (struck.lookUp ?? struck.main) : struck.main;
  const starting = await sprung({ request: pattern, moment: 'received', spring: freeze }, target);
  await Promise.all([lane.startWorker(), starting.done]);
  const identity = await within(`another worker to do ${struck.activity}`, takeoverDeadlineMs, (signal) =>
    client.withAbortSignal(signal, () => closedBy(client.workflow, workflowId, struck.activity)),
  );
  if (frozen.isKnownAs(identity)) throw new Error('The worker reported a completion while it was frozen.');
  return awaken(frozen, frozenAt, target);
}

/** Resolves when the trap has sprung, which may be before everything that belongs to starting the order is done. */
async function sprung(trap: Trap, { lane, start }: Target): Promise<{ readonly done: Promise<void> }> {
  const springs = lane.proxy.arm(trap);
  const done = start();
  const { method, path } = trap.request;
  await within(`the request ${method} ${path}`, springDeadlineMs, () => Promise.race([springs, failureOf(done)]));
  return { done };
}

/** Fails as soon as the work does, and otherwise never ends. */
function failureOf(work: Promise<void>): Promise<never> {
  return new Promise((_resolve, reject) => void work.catch(reject));
}
