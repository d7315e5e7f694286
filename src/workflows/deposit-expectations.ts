import { addAmounts, compareAmounts, isAmount } from '../banking/money';
import type { AttentionReason } from '../signals/attention-reasons';
import type { DepositLimits } from '../signals/deposit-limits';
import type { OfframpSource } from '../signals/offramp-order';
import type { DepositSighting } from '../signals/sightings';
import type { SettlementEvidence } from '../signals/stages';
import type { Expectation, OwnAddress, Progress } from './expectations';
import type { Facts } from './facts';
import { depositOf, isAtAddress, isFlowDisabled, namesAddress, tradesOf } from './known-objects';
import { isClearedDeposit, isHeldDeposit, isRefundedDeposit, isRejectedDeposit } from '../signals/money-status';

/**
 * A deposit has come to this address. Whose it is is settled by a claim; those that were declined do not count. While
 * the flow is switched off, what comes would not be converted, so a person has to see to it.
 */
export function depositArrived(
  address: OwnAddress,
  declinedDeposits: ReadonlySet<string>,
  flowId?: string,
): Expectation<DepositSighting> {
  return (facts) => {
    const candidates = Object.keys(facts.deposits)
      .sort()
      .filter((depositId) => !declinedDeposits.has(depositId))
      .flatMap((depositId) => depositOf(facts, depositId) ?? []);
    const arrived = candidates.find((deposit) => isAtAddress(deposit, address));
    if (arrived) return { value: arrived, evidence: arrived.evidence };
    // A deposit that names no address may be another order's: the provider knows where it came in.
    if (candidates.some((deposit) => !namesAddress(deposit))) return { ask: true };
    return isFlowDisabled(facts, flowId) ? { attention: 'flow-disabled' } : undefined;
  };
}

/** The deposit has its confirmations and is cleared. A trade of it proves as much. */
export function depositConfirmed(depositId: string, wanted: WantedDeposit): Expectation<true> {
  return (facts) => {
    const deposit = depositOf(facts, depositId);
    const [trade] = tradesOf(facts, depositId);
    const trouble = depositTrouble(facts, depositId);
    if (trouble) return trouble;
    if (trade) return { value: true, evidence: trade.evidence };
    const unwanted = deposit && whyUnwanted(deposit, wanted);
    if (unwanted) return unwanted;
    const { approved, observed } = facts.deposits[depositId] ?? {};
    if (approved) return { value: true, evidence: approved.evidence };
    return isHeldDeposit(observed?.status) ? { attention: 'deposit-held' } : undefined;
  };
}

/** What stands against a deposit, before and after it was cleared: that it was rejected, or sent back. */
export function depositTrouble(
  facts: Facts,
  depositId: string,
): Exclude<Progress<never>, { value: never }> | undefined {
  const { approved, rejected, observed } = facts.deposits[depositId] ?? {};
  const refundedBy = refunder(facts, depositId);
  const isTraded = tradesOf(facts, depositId).some(({ settled, canceled }) => settled || !canceled);
  // Sent back and traded as well: both cannot be true, and one of them costs money.
  if (refundedBy && isTraded) return { attention: 'contradictory-facts' };
  if (refundedBy) {
    return {
      end: { outcome: 'refunded', reason: 'deposit-refunded', evidence: refundedBy },
      evidence: refundedBy === 'operator' ? 'operator' : 'look-up',
    };
  }
  const cleared = approved ?? tradesOf(facts, depositId)[0];
  if (!rejected) return undefined;
  if (!cleared) return { attention: 'deposit-rejected' };
  // Cleared and rejected: how it stands after both were heard decides.
  const heardAt = cleared.seenAt > rejected.seenAt ? cleared.seenAt : rejected.seenAt;
  if (observed === undefined || observed.seenAt < heardAt) return { ask: true };
  if (isRejectedDeposit(observed.status)) return { attention: 'deposit-rejected' };
  return isClearedDeposit(observed.status) ? undefined : { attention: 'contradictory-facts' };
}

/** Who says that the whole deposit has gone back to its sender, if anybody does. */
export function refunder(
  facts: Facts,
  depositId: string,
): Extract<SettlementEvidence, 'provider' | 'operator'> | undefined {
  if (isRefundedDeposit(facts.deposits[depositId]?.observed?.status)) return 'provider';
  const { amount, currency } = depositOf(facts, depositId) ?? {};
  if (!isAmount(amount) || currency === undefined) return undefined;
  const refunds = Object.values(facts.moneyRecords).filter(
    (record) => record.kind === 'refund' && record.currency === currency,
  );
  const refunded = refunds.reduce((sum, record) => addAmounts(sum, record.amount), '0');
  return compareAmounts(refunded, amount) >= 0 && compareAmounts(amount, '0') > 0 ? 'operator' : undefined;
}

/** What an order expects of its deposit. */
export interface WantedDeposit {
  readonly source: OfframpSource;
  readonly limits: DepositLimits;
}

/** Why a deposit cannot be expected to be traded by itself; it is held for a person, never dropped. */
function whyUnwanted(
  { currency, network, amount }: DepositSighting,
  { source, limits }: WantedDeposit,
): { readonly attention: AttentionReason; readonly detail: string } | undefined {
  const ordered = `the order is for ${source.currency} on ${source.network}`;
  if (currency !== undefined && currency !== source.currency) {
    return { attention: 'deposit-wrong-currency', detail: `${currency} came, and ${ordered}.` };
  }
  if (network !== undefined && network !== source.network) {
    return { attention: 'deposit-wrong-network', detail: `It came on ${network}, and ${ordered}.` };
  }
  const { min, max } = limits[source.currency] ?? {};
  if (!isAmount(amount)) return undefined;
  const came = `${amount} ${source.currency} came`;
  if (min !== undefined && compareAmounts(amount, min) < 0) {
    return { attention: 'deposit-below-minimum', detail: `${came}, and the least is ${min}.` };
  }
  return max !== undefined && compareAmounts(amount, max) > 0
    ? { attention: 'deposit-above-maximum', detail: `${came}, and the most is ${max}.` }
    : undefined;
}
