import { proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import { isAmount } from '../banking/money';
import type { LocalActivities } from '../activities';
import type { DepositSighting } from '../signals/sightings';
import { local } from './activity-options';
import { depositArrived, depositOf, namesAddress, type OwnAddress } from './expectations';
import type { Fact } from './facts';
import type { WaitPlan } from './asking';
import type { Journey } from './journey';

const { claimDeposit } = proxyLocalActivities<LocalActivities>(local);

/**
 * Waits for a deposit that is this order's. Several orders may share one address, so each deposit is claimed, and the
 * claims of others are respected (DESIGN section 3, rule 7).
 */
export async function awaitClaimedDeposit(
  journey: Journey,
  address: OwnAddress,
  plan: WaitPlan<DepositSighting> & { readonly lookUp: () => Promise<Fact[]> },
): Promise<DepositSighting> {
  for (;;) {
    const arrived = await journey.wait('awaiting-deposit', depositArrived(address, journey.declinedDeposits), plan);
    const { depositId } = arrived;
    const claim = await journey.step(
      'awaiting-deposit',
      `the claim of deposit ${depositId}`,
      () => claimDeposit({ depositId, owner: workflowInfo().workflowId }),
      { instant: true },
    );
    if (claim.owner === 'this-order') {
      journey.ids = { ...journey.ids, depositId };
      journey.know('deposit', depositId);
      return depositOf(journey.facts, depositId) ?? arrived;
    }
    journey.declinedDeposits.add(depositId);
  }
}

/** What was sent, once it is confirmed. */
export function recordDeposit(journey: Journey, depositId: string): void {
  const { amount, currency } = depositOf(journey.facts, depositId) ?? {};
  if (!isAmount(amount)) return;
  const deposited = { amount, currency: currency ?? journey.order.source.currency };
  journey.amounts = { ...journey.amounts, deposited };
}

/** Deposits of which only the provider knows where they came in. */
export function depositsWithoutAddress({ facts }: Journey): string[] {
  return Object.keys(facts.deposits).filter((depositId) => {
    const deposit = depositOf(facts, depositId);
    return deposit !== undefined && !namesAddress(deposit);
  });
}
