import type { OfframpStatus } from '../../src/client';
import { stageLeftBy } from './event';

/** Who told an order what a lost event would have told it. */
export type Recovery = 'sweep' | 'look-up' | 'another-message' | 'silence' | 'nobody';

/**
 * What moved an order on in the place of an event that was lost. An order that came to stand where the event would have
 * left it tells nothing of why; there only what is able to find such an event can have found it.
 */
export function recoveryOf(name: string, { transitions, outcome, needsAttention }: OfframpStatus): Recovery {
  const stage = stageLeftBy(name);
  const entered = transitions.findIndex((transition) => transition.stage === stage);
  // An order that a later deposit has made begins after it, whoever told of the deposit.
  if (entered < 0) return 'another-message';
  const left = transitions[entered + 1];
  if (left === undefined) return (outcome ?? needsAttention) ? finderOf(name) : 'nobody';
  switch (left.evidence) {
    case 'sweep':
    case 'look-up':
      return left.evidence;
    case 'elapsed-time':
      return 'silence';
    case 'webhook':
    case 'bank-report':
    case 'webhook-hint':
    case 'operator':
    case 'started':
    case 'answer':
      return 'another-message';
  }
}

/** A sweep reads customers, deposits and trades; addresses orders ask for themselves. */
function finderOf(name: string): Recovery {
  return name.startsWith('DEPOSIT_ADDRESS_') ? 'look-up' : 'sweep';
}
