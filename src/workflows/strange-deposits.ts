import { proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { LocalActivities } from '../activities';
import { local } from './activity-options';
import type { Journey } from './journey';
import { strangeDeposits } from './known-objects';
import type { DepositSighting } from '../signals/sightings';

const { handOnDeposit } = proxyLocalActivities<LocalActivities>(local);

/**
 * Hands on every deposit that an order has heard of besides its own: another order at the same address may be waiting
 * for it, or it becomes an order of its own. Nothing is dropped before somebody else has it (DESIGN section 3, rule 7).
 */
export async function handOnStrangeDeposits(journey: Journey): Promise<void> {
  for (const deposit of strangersOf(journey)) {
    if (!(await decline(journey, deposit))) journey.declinedDeposits.add(deposit.depositId);
  }
}

export function hasStrangeDeposits(journey: Journey): boolean {
  return strangersOf(journey).length > 0;
}

/** An order that has no deposit yet, and goes on, may still claim what has come. */
function strangersOf({ ids, ended, facts, ownAddress, declinedDeposits }: Journey): DepositSighting[] {
  if (ids.depositId === undefined && !ended) return [];
  return strangeDeposits(facts, ids.depositId, ownAddress, declinedDeposits);
}

/** Gives one deposit away; false if this very order has claimed it, in a run before it was reset. */
export async function decline(journey: Journey, deposit: DepositSighting): Promise<boolean> {
  const { workflowId } = workflowInfo();
  const { owner } = await journey.step(
    journey.stage,
    `another order to be found for deposit ${deposit.depositId}`,
    () => handOnDeposit({ deposit, declinedBy: workflowId }),
    { instant: true },
  );
  if (owner === workflowId) return false;
  journey.declinedDeposits.add(deposit.depositId);
  return true;
}
