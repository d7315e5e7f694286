import { allHandlersFinished, condition, sleep } from '@temporalio/workflow';
import type { OfframpResult } from '../signals/status';
import type { Ending } from './expectations';
import type { Journey } from './journey';
import { handOnLateReports, hasLateReports } from './late-reports';
import { handOnLateTrades, hasLateTrades } from './late-trades';
import { OrderEnded } from './order-ended';
import { transferRecord } from './transfer-record';
import { isSettled } from './return-watch';
import { handOnStrangeDeposits, hasStrangeDeposits } from './strange-deposits';

/** Runs a journey to its end, wherever on the way that comes, and hands back what became of the order. */
export async function completeJourney(journey: Journey, travel: () => Promise<Ending>): Promise<OfframpResult> {
  for (let travelOn = travel; ;) {
    const ending = await untilEnded(travelOn);
    // Nothing ends while money is unaccounted for (DESIGN section 2), whatever led here.
    const accounted = await untilEnded(() => accountForMoney(journey, ending));
    const result = isOpenAgain(journey, accounted) ? 'open-again' : await finish(journey, accounted);
    if (result !== 'open-again') return result;
    journey.reopen();
    travelOn = journey.travelOn ?? travelOn;
  }
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
      journey.openMoney.length === 0 || isOpenAgain(journey, ending)
        ? { value: ending, evidence: 'operator' }
        : { attention: 'money-unaccounted' },
    { awaited: 'an operator to say what became of the money', then: { attention: 'money-unaccounted' } },
  );
}

/** Whether a settled order has heard since that the money is not there after all, or what a person has to look at. */
function isOpenAgain(journey: Journey, { outcome }: Ending): boolean {
  return outcome === 'settled' && (!isSettled(journey) || journey.transferVerdict.verdict === 'concern');
}

/** Whether it has heard of something that somebody else must have before it ends. */
function hasToHandOn(journey: Journey): boolean {
  return hasStrangeDeposits(journey) || hasLateNews(journey);
}

function hasLateNews(journey: Journey): boolean {
  return hasLateReports(journey) || hasLateTrades(journey);
}

/**
 * Lets every handler finish before the order returns, so that no accepted message is lost
 * (https://docs.temporal.io/handling-messages), and neither a deposit nor a trade or a bank's report that it heard of at the
 * very end. `open-again` if it has settled, and a bank says in that last moment what speaks against it.
 */
async function finish(journey: Journey, ending: Ending): Promise<OfframpResult | 'open-again'> {
  for (;;) {
    const result = journey.conclude(ending);
    await handOnStrangeDeposits(journey);
    if (hasLateNews(journey)) {
      await handOnLateReports(journey);
      await handOnLateTrades(journey);
      // What the order leaves behind is told without them.
      continue;
    }
    // Decided without another wait, the end might come a workflow task earlier in a replay (see Inbox).
    if (journey.catchUp()) await sleep(1, { summary: 'Hears what came as the order ended' });
    await condition(allHandlersFinished);
    if (journey.hasCommands || hasToHandOn(journey)) continue;
    if (isOpenAgain(journey, ending)) return 'open-again';
    if (!journey.isBackendTold) {
      const isInterrupted = () =>
        journey.hasCommands || hasToHandOn(journey) || isOpenAgain(journey, ending) || !allHandlersFinished();
      await condition(() => journey.isBackendTold || isInterrupted());
      continue;
    }
    const record = transferRecord(journey);
    return { ...result, ...(record && { record }) };
  }
}
