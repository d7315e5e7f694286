import { Draw } from '../parts/random';

/** One message that is sent while Temporal is there, goes, and comes back. */
export interface PlannedMessage {
  readonly number: number;
  /** Since the beginning. */
  readonly atMs: number;
  /** `provider` and `bank` tell of an order, whose number this is; `unknown` of nothing that anybody knows. */
  readonly about: { readonly from: 'provider' | 'bank'; readonly order: number } | { readonly from: 'unknown' };
}

export interface PlanSettings {
  readonly seed: number;
  readonly perSecond: number;
  readonly lastsMs: number;
  readonly orders: number;
}

const weights = { provider: 50, bank: 35, unknown: 15 } as const;

/** Messages at a fixed rate, about orders drawn from a seed. */
export function planOf({ seed, perSecond, lastsMs, orders }: PlanSettings): PlannedMessage[] {
  const draw = new Draw(seed);
  const everyMs = 1_000 / perSecond;
  return Array.from({ length: Math.floor(lastsMs / everyMs) }, (_, index) => {
    const from = draw.weighted(weights);
    const about = from === 'unknown' ? { from } : { from, order: draw.between(0, orders - 1) };
    return { number: index + 1, atMs: index * everyMs, about };
  });
}

const firstPauseMs = 1_000;
const longestPauseMs = 20_000;

/**
 * How long a sender waits before it tries again: longer each time, not before the relay said it might, and at moments of
 * its own, since all would come at once otherwise.
 */
export function pauseMs(refusals: number, retryAfter: string | undefined, chance: number): number {
  const seconds = Number(retryAfter ?? 0);
  const leastMs = Number.isFinite(seconds) ? seconds * 1_000 : 0;
  const growing = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(refusals, 10));
  return Math.max(leastMs, growing) * (0.75 + chance / 2);
}
