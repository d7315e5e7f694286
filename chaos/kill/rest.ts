import { setTimeout as delay } from 'node:timers/promises';
import type { ListedOrder } from './listed';
import type { ProviderState } from './provider-at-work';

/** How the run is watched. */
export interface Watch {
  readonly orders: () => Promise<readonly ListedOrder[]>;
  readonly provider: () => Promise<ProviderState>;
  /** Whether more is to come of an order, as far as its listing tells. */
  readonly isOpen: (order: ListedOrder) => boolean;
  /** Whether one of which more is to come only waits for time to pass. */
  readonly waitsForTime: (order: ListedOrder) => Promise<boolean>;
}

const lookEveryMs = 500;
/** So many are asked one by one what they wait for. */
const fewEnough = 40;

/**
 * Waits until nothing more is to come of any order, and the provider has done nothing more, nor has anything to tell, for a
 * while. Answers with the orders that are still open, of which there are none unless it took too long.
 */
export async function untilAtRest(
  { orders, provider, isOpen, waitsForTime }: Watch,
  { stillForMs, withinMs }: { readonly stillForMs: number; readonly withinMs: number },
): Promise<readonly ListedOrder[]> {
  const giveUpAt = performance.now() + withinMs;
  let before: string | undefined;
  let stillSince = performance.now();
  for (;;) {
    const open = (await orders()).filter(isOpen);
    const busy = open.length > fewEnough ? open : await withoutWaiting(open, waitsForTime);
    const { done, pending } = await provider();
    const now = performance.now();
    if (busy.length > 0 || pending > 0 || done !== before) stillSince = now;
    before = done;
    if (now - stillSince >= stillForMs) return [];
    if (now > giveUpAt) return busy;
    await delay(lookEveryMs);
  }
}

async function withoutWaiting(
  open: readonly ListedOrder[],
  waitsForTime: Watch['waitsForTime'],
): Promise<ListedOrder[]> {
  const asked = await Promise.all(open.map(async (order) => ({ order, waits: await waitsForTime(order) })));
  return asked.flatMap(({ order, waits }) => (waits ? [] : [order]));
}
