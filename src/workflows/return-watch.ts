import { proxyLocalActivities } from '@temporalio/workflow';
import type { LocalActivities } from '../activities';
import { standingsOf } from '../banking/transfer-decision';
import type { SettlementEvidence } from '../signals/stages';
import { local } from './activity-options';
import type { Ending, Expectation } from './expectations';
import type { Journey } from './journey';
import { routeOf } from './order-transfers';
import { settlementEvidence } from './transfer-words';

const { planReturnWatch } = proxyLocalActivities<LocalActivities>(local);

/**
 * The customer has been told that the money is there. A bank may still send it back days later, and until then the order
 * stays open for it; `open-again` means that it has, or that the customer does not have the money after all.
 */
export async function watchForReturn(journey: Journey, evidence: SettlementEvidence): Promise<Ending | 'open-again'> {
  journey.ending = settledBy(evidence);
  const { rail } = routeOf(journey.payoutAccount);
  const settledAt = new Date().toISOString();
  const plan = await journey.step(
    'watching-for-return',
    'the plan of the return watch',
    () => planReturnWatch({ rail, settledAt }),
    { instant: true, needless: () => !isSettled(journey) },
  );
  const over = await journey.wait<'over' | 'open-again'>('watching-for-return', stillSettled(journey), {
    awaited: 'a return of the money by the bank, which may still come',
    alarm: 'The money can no longer come back: the order ends',
    ...(plan === undefined ? {} : { deadlineAt: Date.parse(plan.watchUntil) }),
    then: { value: 'over' },
  });
  const ending = journey.ending;
  if (over === 'over') return ending;
  journey.ending = undefined;
  return over;
}

/** Nothing ends while money is unaccounted for, or while anything said of the transfers is open. */
function stillSettled(journey: Journey): Expectation<'over' | 'open-again'> {
  return () => {
    if (!isSettled(journey)) return { value: 'open-again', evidence: 'bank-report' };
    const verdict = journey.transferVerdict;
    if (verdict.verdict === 'concern') return { attention: verdict.concern, detail: verdict.detail };
    // A report that comes after all is better evidence than silence.
    if (verdict.verdict === 'credited') journey.ending = settledBy(settlementEvidence(verdict.report.evidence));
    return journey.openMoney.length > 0 ? { attention: 'money-unaccounted' } : undefined;
  };
}

/** Whether the money has arrived, or is still presumed to have. */
export function isSettled({ transferCase, sentTransfers }: Journey): boolean {
  const fates = standingsOf(transferCase).map(({ fate }) => fate);
  const latest = fates.at(-1);
  if (latest === 'alive') return sentTransfers.at(-1)?.progress === 'presumed-credited';
  // An earlier transfer that arrived after all is as good, once the latest has come back.
  return latest === 'credited' || (latest === 'dead' && fates.includes('credited'));
}

function settledBy(evidence: SettlementEvidence): Ending {
  const reason = evidence === 'window-elapsed' ? 'should-have-arrived' : 'money-arrived';
  return { outcome: 'settled', reason, evidence };
}
