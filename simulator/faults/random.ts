import { faults } from './faults';
import type { FaultName } from './faults';

export interface RandomFaultSettings {
  /** How likely it is that a request suffers a fault, from 0 to 1. */
  rate: number;
  /** A whole number of 32 bits; the same one gives the same faults to the same sequence of requests. */
  seed: number;
}

const drawn = faults.filter((fault) => fault.drawn);

/** Draws, for one request after the other, whether it suffers a fault and which. */
export function createRandomFaults({ rate, seed }: RandomFaultSettings): () => FaultName | undefined {
  const next = mulberry32(seed);
  return () => (next() < rate ? drawn[Math.floor(next() * drawn.length)]?.name : undefined);
}

/** Numbers from 0 up to, not including, 1. The generator is Tommy Ettinger's, in the public domain. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
