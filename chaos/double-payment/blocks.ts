import type { Allowed } from './judge';
import type { WorkerFault } from './worker-faults';

type Environment = Readonly<Record<string, string>>;

/** What the orders of a block have in common: how their workers are set up, and what is done to these. */
export interface BlockKind {
  readonly name: string;
  /** Of each worker, besides the usual. */
  readonly workers: readonly Environment[];
  readonly faults: readonly WorkerFault[];
  readonly allowed: Allowed;
}

/** Ten seeds that share a deployment. Which seeds these are is the same in every run, so that each can be run alone. */
export interface Block {
  readonly number: number;
  readonly kind: BlockKind;
  readonly seeds: readonly number[];
}

export const seedsInBlock = 10;

const autoResendMax = '300.00';
const paused = { PAYOUTS_PAUSED: 'true' };

export const blockKinds = [
  { name: 'freeze', workers: [{}], faults: ['freeze'], allowed: {} },
  { name: 'kill', workers: [{}], faults: ['kill-sending', 'kill'], allowed: {} },
  { name: 'plain', workers: [{}], faults: [], allowed: {} },
  { name: 'limit', workers: [{ AUTO_RESEND_MAX: autoResendMax }], faults: [], allowed: { autoResendMax } },
  // Half of a fleet has been told to pause: an order whose plan says so must not send, whichever half would do it.
  { name: 'pausing', workers: [paused, {}], faults: [], allowed: { onlyUnpaused: true } },
  { name: 'plain', workers: [{}], faults: [], allowed: {} },
  { name: 'kill', workers: [{}], faults: ['kill', 'kill-sending'], allowed: {} },
  { name: 'paused', workers: [paused], faults: [], allowed: { nothing: true } },
  { name: 'limit', workers: [{ AUTO_RESEND_MAX: autoResendMax }], faults: ['kill'], allowed: { autoResendMax } },
  { name: 'plain', workers: [{}], faults: [], allowed: {} },
] as const satisfies readonly BlockKind[];

/** The blocks that seeds fall into. */
export function blocksOf(seeds: readonly number[]): Block[] {
  const byNumber = new Map<number, number[]>();
  for (const seed of seeds) {
    const number = Math.floor((seed - 1) / seedsInBlock);
    byNumber.set(number, [...(byNumber.get(number) ?? []), seed]);
  }
  return [...byNumber].map(([number, own]) => ({ number, kind: kindOf(number), seeds: own }));
}

function kindOf(number: number): BlockKind {
  const kind: BlockKind | undefined = blockKinds[number % blockKinds.length];
  if (kind === undefined) throw new Error(`There is no kind of block for number ${number}.`);
  return kind;
}
