import { setTimeout as delay } from 'node:timers/promises';
import type { Lane } from '../parts/lane';
import type { Moment, RequestPattern } from '../parts/provider-proxy';
import type { Draw } from '../parts/random';

/** `freeze` and `kill-sending` strike while a payment is about to leave or has just left; `kill` at any moment. */
export type WorkerFault = 'freeze' | 'kill-sending' | 'kill';

export interface Strikes {
  readonly kills: number;
  readonly freezes: number;
}

/** Longer than the 45 s after which Temporal gives up an attempt that nobody hears of. */
const frozenForMs = 47_000;

const create: RequestPattern = { method: 'POST', path: '/payment/create' };
const freezePoints: readonly RequestPattern[] = [
  { method: 'GET', path: '/payment/estimate' },
  { method: 'GET', path: '/balance' },
  create,
];
const killMoments: readonly Moment[] = ['received', 'accepted', 'answered'];

/** Does to the workers of a lane what their block has in store, one thing after the other, until `over` says so. */
export async function strikeWorkers(
  lane: Lane,
  faults: readonly WorkerFault[],
  { draw, over }: { readonly draw: Draw; readonly over: AbortSignal },
): Promise<Strikes> {
  const strikes = { kills: 0, freezes: 0 };
  for (const fault of faults) {
    if (over.aborted) break;
    switch (fault) {
      case 'freeze':
        strikes.freezes += (await freeze(lane, draw.pick(freezePoints), over)) ? 1 : 0;
        break;
      case 'kill-sending':
        strikes.kills += (await killSending(lane, draw.pick(killMoments), over)) ? 1 : 0;
        break;
      case 'kill':
        await Promise.race([delay(draw.between(2_000, 9_000)), aborted(over)]);
        if (over.aborted) break;
        lane.worker.kill();
        await lane.startWorker();
        strikes.kills += 1;
    }
  }
  return strikes;
}

async function freeze(lane: Lane, request: RequestPattern, over: AbortSignal): Promise<boolean> {
  const { worker } = lane;
  const sprung = lane.proxy.arm({
    request,
    moment: 'received',
    spring: () => {
      worker.freeze();
      return 'pass-on';
    },
  });
  await Promise.race([sprung, aborted(over)]);
  if (over.aborted) return false;
  await lane.startWorker();
  await delay(frozenForMs);
  worker.thaw();
  return true;
}

async function killSending(lane: Lane, moment: Moment, over: AbortSignal): Promise<boolean> {
  const { worker } = lane;
  const spring = (): 'lose' => {
    worker.kill();
    return 'lose';
  };
  await Promise.race([lane.proxy.arm({ request: create, moment, spring }), aborted(over)]);
  if (over.aborted) return false;
  await lane.startWorker();
  return true;
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
