import { allHandlersFinished, condition } from '@temporalio/workflow';
import type { OfframpResult } from '../signals/status';
import type { Ending } from './expectations';
import type { Journey } from './journey';
import { OrderEnded } from './order-ended';
import { transferRecord } from './transfer-record';
import { handOnStrangeDeposits, hasStrangeDeposits } from './strange-deposits';

/** Runs a journey to its end, wherever on the way that comes, and hands back what became of the order. */
export async function completeJourney(journey: Journey, travel: () => Promise<Ending>): Promise<OfframpResult> {
  const ending = await untilEnded(travel);
  // Nothing ends while money is unaccounted for (DESIGN section 2), whatever led here.
  return finish(journey, await untilEnded(() => accountForMoney(journey, ending)));
}

async function untilEnded(travelOn: () => Promise<Ending>): Promise<Ending> {
  try {
    return await travelOn();
  } catch (error) {
    if (error instanceof OrderEnded) return error.ending;
    throw error;
  }
}

async function accountForMoney(journey: Journey, ending: Ending): Promise<Ending> {
  if (journey.openMoney.length === 0 || ending.reason === 'closed-by-operator') return ending;
  return journey.wait<Ending>(
    journey.stage,
    () =>
      journey.openMoney.length === 0 ? { value: ending, evidence: 'operator' } : { attention: 'money-unaccounted' },
    { awaited: 'an operator to say what became of the money', then: { attention: 'money-unaccounted' } },
  );
}

/**
 * Lets every handler finish before the order returns, so that no accepted message is lost (patterns.md 5), and no deposit
 * that it heard of at the very end.
 */
async function finish(journey: Journey, ending: Ending): Promise<OfframpResult> {
  for (;;) {
    const record = transferRecord(journey);
    const result = { ...journey.finish(ending), ...(record && { record }) };
    await handOnStrangeDeposits(journey);
    await condition(allHandlersFinished);
    if (!journey.hasCommands && !hasStrangeDeposits(journey)) return result;
  }
}
