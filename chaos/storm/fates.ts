import { Draw } from '../parts/random';

/** How often what happens to an event. */
export const rates = { lost: 0.1, late: 0.05, forged: 0.01, unknown: 0.01, unknownStatus: 0.01 } as const;

/** The most copies of an event that come. */
export const mostCopies = 5;

/** Within this, copies come in any order. Everything that the provider does with a deposit takes it about half as long. */
export const spreadMs = 2_500;

export const forgeryKinds = ['changed-body', 'wrong-secret', 'other-address', 'stale'] as const;
export type ForgeryKind = (typeof forgeryKinds)[number];

export const unknownKinds = ['customer', 'deposit', 'trade', 'trade-without-deposit', 'bank-report'] as const;
export type UnknownKind = (typeof unknownKinds)[number];

/** A message that is delivered some time after the event came. */
export interface Copy {
  readonly afterMs: number;
  /** A replay of the very bytes and headers, or signed once more as a sender does that tries again. */
  readonly signed: 'as-it-came' | 'anew';
}

/** All that becomes of one event, and what is sent along with it. */
export interface Fate {
  /** None of an event that is lost for ever. */
  readonly copies: readonly Copy[];
  /** The copies come only once the order has left the stage after the one that the event leads out of. */
  readonly late: boolean;
  readonly forged?: { readonly kind: ForgeryKind; readonly afterMs: number };
  /** Rightly signed, about something that no order has to do with. */
  readonly unknown?: { readonly kind: UnknownKind; readonly copies: readonly Copy[] };
  /** Rightly signed, with a status that nobody knows. */
  readonly unknownStatus?: Copy;
}

/** Any number would do; by this one the ten seeds of the short version meet with all that may happen. */
const salt = 17;

/** What becomes of an event of a seed; the same seed and event always meet with the same. */
export function fateOf(seed: number, event: string, { losable }: { readonly losable: boolean }): Fate {
  const draw = new Draw(hashOf(`${seed} ${salt} ${event}`));
  const isLost = draw.chance(rates.lost) && losable;
  const late = draw.chance(rates.late) && !isLost;
  const copies = isLost ? [] : copiesOf(draw, { late });
  const forged = draw.chance(rates.forged)
    ? { kind: draw.pick(forgeryKinds), afterMs: draw.between(0, spreadMs) }
    : undefined;
  const unknown = draw.chance(rates.unknown)
    ? { kind: draw.pick(unknownKinds), copies: copiesOf(draw, { late: false }) }
    : undefined;
  // What is lost must not come after all under another word.
  const unknownStatus = draw.chance(rates.unknownStatus) && !isLost && !late ? copyOf(draw, 'anew') : undefined;
  return {
    ...{ copies, late },
    ...(forged && { forged }),
    ...(unknown && { unknown }),
    ...(unknownStatus && { unknownStatus }),
  };
}

function copiesOf(draw: Draw, { late }: { readonly late: boolean }): Copy[] {
  const count = draw.between(1, mostCopies);
  return Array.from({ length: count }, (_, index) => {
    // What is so late that it would be stale has been signed by its sender once more.
    if (late) return { afterMs: draw.between(0, 500), signed: 'anew' };
    return copyOf(draw, index === 0 || draw.chance(0.5) ? 'as-it-came' : 'anew');
  });
}

function copyOf(draw: Draw, signed: Copy['signed']): Copy {
  return { afterMs: draw.chance(0.3) ? draw.between(0, 50) : draw.between(0, spreadMs), signed };
}

/** FNV-1a, which spreads texts that differ little over all seeds. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}
