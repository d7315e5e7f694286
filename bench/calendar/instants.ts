import { railIds, type RailId } from '../../src/banking/rails';

/** A transfer to be planned. */
export interface PlanRequest {
  readonly rail: RailId;
  readonly now: string;
  readonly accountCountry: string | undefined;
}

const first = Date.UTC(2025, 0, 2);
const last = Date.UTC(2028, 11, 1);
const countries = [undefined, undefined, undefined, 'DE', 'US', 'GB', 'SG'];

/** Transfers over all rails and all years of the calendars: random, but the same in every run. */
export function randomRequests(count: number): PlanRequest[] {
  const random = randomNumbers(20_261_124);
  const pick = <T>(list: readonly T[], otherwise: T): T => list[Math.floor(random() * list.length)] ?? otherwise;
  return Array.from({ length: count }, () => ({
    rail: pick(railIds, 'sepa'),
    now: new Date(first + Math.floor(random() * (last - first))).toISOString(),
    accountCountry: pick(countries, undefined),
  }));
}

/** Numbers from 0 up to 1 by the generator mulberry32, which a seed determines. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
