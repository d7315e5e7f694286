import type { OfframpSystem } from '../../support/offramp-system';
import { temporalAddress } from '../../support/shared-resources';
import { offramp, type CommandResult } from './command-line';

/** Runs command lines against the orders of a system. */
export function commandOf(system: OfframpSystem): (...words: string[]) => Promise<CommandResult> {
  const environment = { ...system.workerEnvironment, TEMPORAL_ADDRESS: temporalAddress() };
  return (...words) => offramp(words, { environment, now: new Date().toISOString() });
}
