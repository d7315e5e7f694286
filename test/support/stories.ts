import type { OfframpResult } from '../../src/client';
import { fastForward } from '../../scripts/temporal/fast-forward';
import { recordHistory } from './histories';
import type { OfframpSystem } from './offramp-system';

export const operator = { operator: 'Kim', reason: 'The customer asked for it.' };

type Days = '1 day' | '2 days' | '3 days' | '8 days' | '15 days' | '30 days';

/** The end of an order, with its history kept as a story for the replay tests. */
export async function ended(system: OfframpSystem, reference: string, story: string): Promise<OfframpResult> {
  const result = await system.offramps.result(reference);
  await recordHistory(system.client, `offramp-${reference}`, story);
  return result;
}

/** Moves the clock of one order on. */
export async function later(system: OfframpSystem, reference: string, duration: Days): Promise<void> {
  await fastForward(system.environment.connection, `offramp-${reference}`, duration);
}
