import { Draw } from '../parts/random';

/** The processes of a system that are struck. */
export const partNames = ['worker 1', 'worker 2', 'relay', 'provider', 'temporal'] as const;
export type PartName = (typeof partNames)[number];

/** What is done to a part at one moment, in milliseconds since the beginning. */
export interface Strike {
  readonly atMs: number;
  readonly part: PartName;
  /** `kill`: SIGKILL, and started again after `forMs`. `freeze`: SIGSTOP, and SIGCONT after `forMs`. */
  readonly how: 'kill' | 'freeze';
  readonly forMs: number;
}

export interface StrikeSettings {
  readonly seed: number;
  readonly lastsMs: number;
  /** Between two strikes. */
  readonly pauseMs: { readonly least: number; readonly most: number };
}

const shares: Readonly<Record<PartName, number>> = { 'worker 1': 3, 'worker 2': 3, relay: 3, provider: 3, temporal: 2 };
const freezes = 0.35;
const longOnes = 0.3;
/** How soon a supervisor starts what is gone. */
const downMs = { least: 200, most: 2_000 } as const;
const shortMs = { least: 300, most: 3_000 } as const;
/** Longer than a heartbeat (10 s) and than an HTTP exchange (10 s) may take. */
const longMs = { least: 11_000, most: 18_000 } as const;
/** Time that a part has to come up again before it is struck once more. */
const mendMs = 4_000;

/**
 * When what is struck; the same seed gives the same. It begins with a kill of each part and a long freeze of a worker, so
 * that a short run meets with all of them, and strikes no part that has just been struck.
 */
export function strikesOf({ seed, lastsMs, pauseMs }: StrikeSettings): Strike[] {
  const draw = new Draw(seed + 1);
  const strikes: Strike[] = [];
  const freeAt = new Map<PartName, number>(partNames.map((name) => [name, 0]));
  const opening = openingOf(draw);
  for (let atMs = pauseMs.least; atMs < lastsMs; atMs += draw.between(pauseMs.least, pauseMs.most)) {
    const next = opening.shift() ?? drawn(draw, (part) => (freeAt.get(part) ?? 0) <= atMs);
    if (next === undefined) continue;
    strikes.push({ atMs, ...next });
    freeAt.set(next.part, atMs + next.forMs + mendMs);
  }
  return strikes;
}

type Blow = Omit<Strike, 'atMs'>;

/** Workers first: what they had in hand is missed only after most of a minute. */
function openingOf(draw: Draw): Blow[] {
  const [killed, frozen] = draw.chance(0.5) ? (['worker 1', 'worker 2'] as const) : (['worker 2', 'worker 1'] as const);
  const others = partNames.filter((name) => !name.startsWith('worker')).map((part) => ({ part, at: draw.next() }));
  return [
    kill(draw, killed),
    { part: frozen, how: 'freeze', forMs: draw.between(longMs.least, longMs.most) },
    ...others.sort((a, b) => a.at - b.at).map(({ part }) => kill(draw, part)),
  ];
}

function drawn(draw: Draw, isFree: (part: PartName) => boolean): Blow | undefined {
  const free = partNames.filter(isFree);
  if (free.length === 0) return undefined;
  const part = draw.weighted(sharesOf(free));
  if (!draw.chance(freezes)) return kill(draw, part);
  const { least, most } = draw.chance(longOnes) ? longMs : shortMs;
  return { part, how: 'freeze', forMs: draw.between(least, most) };
}

function sharesOf(free: readonly PartName[]): Record<PartName, number> {
  const none = { 'worker 1': 0, 'worker 2': 0, relay: 0, provider: 0, temporal: 0 };
  return free.reduce((some, part) => ({ ...some, [part]: shares[part] }), none);
}

function kill(draw: Draw, part: PartName): Blow {
  return { part, how: 'kill', forMs: draw.between(downMs.least, downMs.most) };
}
