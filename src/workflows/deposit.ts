import { proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import { isAmount } from '../banking/money';
import type { LocalActivities } from '../activities';
import { wasSentBefore } from '../signals/deposit-age';
import { local } from './activity-options';
import type { WaitPlan } from './asking';
import { depositArrived } from './deposit-expectations';
import type { OwnAddress } from './expectations';
import type { Fact } from './facts';
import type { Journey } from './journey';
import { depositOf, namesAddress } from './known-objects';
import { decline } from './strange-deposits';

const { claimDeposit } = proxyLocalActivities<LocalActivities>(local);

/** What an order knows of the deposit that it waits for. */
export interface AwaitedDeposit {
  readonly address: OwnAddress;
  /** When the order asked for its address (milliseconds), by an activity's clock. */
  readonly askedAt: number;
}

/**
 * Waits for a deposit that is this order's. Several orders may share one address, so each deposit is claimed, and the
 * claims of others are respected. What was sent before the order asked for its address was sent for another reason and is
 * handed on (DESIGN section 3, rule 7).
 */
export async function awaitClaimedDeposit(
  journey: Journey,
  { address, askedAt }: AwaitedDeposit,
  plan: WaitPlan<never> & { readonly lookUp: () => Promise<Fact[]> },
): Promise<string> {
  const expectation = depositArrived(address, journey.declinedDeposits, journey.ids.flowId);
  for (let { deadlineAt } = plan; ;) {
    const arrived = await journey.wait('awaiting-deposit', expectation, { ...plan, ...(deadlineAt && { deadlineAt }) });
    const { depositId } = arrived;
    // An operator may have put it off, and it may be another order's deposit.
    deadlineAt = journey.deadlineAt ?? deadlineAt;
    if (wasSentBefore(arrived, askedAt)) {
      if (await decline(journey, arrived)) continue;
      return ownDeposit(journey, depositId);
    }
    const claim = await journey.step(
      'awaiting-deposit',
      `the claim of deposit ${depositId}`,
      () => claimDeposit({ depositId, owner: workflowInfo().workflowId }),
      { instant: true },
    );
    if (claim.owner === 'this-order') return ownDeposit(journey, depositId);
    journey.declinedDeposits.add(depositId);
  }
}

/** From now on the order is found by its deposit, and its money is to be accounted for. */
export function ownDeposit(journey: Journey, depositId: string): string {
  journey.ids = { ...journey.ids, depositId };
  journey.know('deposit', depositId);
  return depositId;
}

/** What was sent, and to where, once it is confirmed. */
export function recordDeposit(journey: Journey, depositId: string): void {
  const { amount, currency, depositAddressId } = depositOf(journey.facts, depositId) ?? {};
  // The guide's flow gives an address without its id, which the deposit then names.
  if (depositAddressId !== undefined) journey.ids = { ...journey.ids, depositAddressId };
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
