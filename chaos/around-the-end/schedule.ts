import { Draw } from '../parts/random';

/** The ways in which a workflow of this project ends. */
export const endings = ['cancelled', 'expired', 'rejected', 'watch-over', 'dismissed'] as const;
export type EndingName = (typeof endings)[number];

/** What may be said of an order while it ends. */
export type Saying =
  /** A deposit that nobody has heard of before. */
  | 'deposit'
  /** The bank says that the money has come back. */
  | 'return'
  /** Something long known, in new words. */
  | 'repetition';

/** One message, sent around the moment at which a workflow ends. */
export interface Try {
  readonly number: number;
  readonly saying: Saying;
  /** How long after the moment at which it is expected to end; before it if negative. */
  readonly offsetMs: number;
}

/** One workflow that ends, and what is said to it meanwhile. */
export interface EndingTries {
  readonly number: number;
  readonly ending: EndingName;
  readonly tries: readonly Try[];
}

const sayings: Readonly<Record<EndingName, readonly Saying[]>> = {
  cancelled: ['deposit', 'deposit', 'repetition', 'repetition'],
  expired: ['deposit', 'deposit', 'repetition', 'repetition'],
  rejected: ['deposit', 'deposit', 'repetition', 'repetition'],
  'watch-over': ['return', 'return', 'repetition', 'repetition'],
  dismissed: ['return'],
};
const weights: Readonly<Record<EndingName, number>> = {
  ...{ cancelled: 28, expired: 24, rejected: 24, 'watch-over': 16, dismissed: 8 },
};
/** Most messages come close to the end, where it matters to the millisecond; some come farther off. */
const closeMs = 40;
const farMs = 250;

/** As many tries as wanted, with the endings that they are around, drawn from a seed. */
export function scheduleOf(seed: number, tries: number): EndingTries[] {
  const draw = new Draw(seed);
  const drawn: EndingTries[] = [];
  for (let count = 0; count < tries;) {
    const number = drawn.length + 1;
    // Each way to end comes up, however few tries there are.
    const ending = endings[number - 1] ?? draw.weighted(weights);
    const ofThis = sayings[ending].slice(0, tries - count);
    drawn.push({
      number,
      ending,
      tries: ofThis.map((saying, index) => ({ number: count + index + 1, saying, offsetMs: offsetFrom(draw) })),
    });
    count += ofThis.length;
  }
  return drawn;
}

function offsetFrom(draw: Draw): number {
  const reach = draw.chance(0.8) ? closeMs : farMs;
  return draw.between(-reach, reach);
}
