import { depositAddressProblem, sameAddress } from '../banking/deposit-address';
import type { AttentionReason } from '../signals/attention-reasons';
import { customerVerdictOf } from '../signals/customer-status';
import type { OfframpSource } from '../signals/offramp-order';
import type { DepositAddressSighting } from '../signals/sightings';
import type { ShownDepositAddress } from '../signals/status';
import type { Evidence, OfframpOutcome, SettlementEvidence } from '../signals/stages';
import type { Facts } from './facts';

/** An end of the order, as decided from facts. */
export interface Ending {
  readonly outcome: OfframpOutcome;
  readonly reason: string;
  readonly evidence?: SettlementEvidence;
}

/** What the facts say about a wait: it is over, the order is over, a person is needed, the provider must be asked. */
export type Progress<T> =
  | { readonly value: T; readonly evidence: Evidence }
  | { readonly end: Ending; readonly evidence: Evidence }
  | { readonly attention: AttentionReason; readonly detail?: string }
  | { readonly ask: true }
  | undefined;

/** An order's deposit address, with the provider's id of it where there is one. */
export type OwnAddress = ShownDepositAddress & { readonly depositAddressId?: string };

/** A pure question to the facts. `undefined` means: not yet. */
export type Expectation<T> = (facts: Facts) => Progress<T>;

/** The customer has passed the provider's checks. */
export function customerApproved(customerId: string): Expectation<true> {
  return ({ customers }) => {
    const { approved, rejected, deleted, observed } = customers[customerId] ?? {};
    const refused = rejected ?? deleted;
    const contradictory = approved !== undefined && refused !== undefined;
    // Where events contradict each other, how things stand now decides; and if that is not known, it is asked.
    const verdict = contradictory ? customerVerdictOf(observed?.status) : approved ? 'approved' : refused && 'rejected';
    if (verdict === undefined)
      return contradictory ? (observed ? { attention: 'contradictory-facts' } : { ask: true }) : undefined;
    if (verdict === 'approved' && approved) return { value: true, evidence: approved.evidence };
    const reason = deleted ? 'customer-deleted' : 'customer-rejected';
    return { end: { outcome: 'rejected', reason }, evidence: (refused ?? observed)?.evidence ?? 'look-up' };
  };
}

/** The flow's deposit address is usable, and passes our own checks before anybody sees it. */
export function depositAddressReady(
  flow: { readonly depositAddressId?: string; readonly address?: string },
  customerId: string,
  source: OfframpSource,
): Expectation<OwnAddress> {
  return ({ depositAddresses }) => {
    const ours = Object.values(depositAddresses).filter((events) =>
      Object.values(events).some((seen) => isAddressOfFlow(seen, flow, customerId, source)),
    );
    const [approval] = ours.flatMap(({ approved }) => approved ?? []);
    const [rejection] = ours.flatMap(({ rejected }) => rejected ?? []);
    if (approval && rejection) return ours.some(({ observed }) => observed) ? contradictory : { ask: true };
    if (rejection)
      return { end: { outcome: 'rejected', reason: 'deposit-address-rejected' }, evidence: rejection.evidence };
    if (!approval) return undefined;

    const sightings = ours.flatMap((events) => Object.values(events));
    const addresses = [flow.address, ...sightings.map(({ address }) => address)].filter(
      (address) => address !== undefined,
    );
    const [address] = addresses;
    if (address === undefined) return { ask: true };
    // Two addresses for one flow, another place, a broken checksum: money sent there might be lost.
    const differs = addresses.some((other) => !sameAddress(other, address, source.network));
    const elsewhere = sightings.some(({ network = source.network, currency = source.currency }) => {
      return network !== source.network || currency !== source.currency;
    });
    if (differs || elsewhere || depositAddressProblem(address, source.network) !== undefined) {
      return { attention: 'deposit-address-invalid' };
    }
    const { memo } = sightings.find((seen) => seen.memo !== undefined) ?? {};
    const { depositAddressId } = sightings.find((seen) => seen.depositAddressId !== undefined) ?? {};
    const value = { address, ...source, ...(memo && { memo }), ...(depositAddressId && { depositAddressId }) };
    return { value, evidence: approval.evidence };
  };
}

const contradictory = { attention: 'contradictory-facts' } as const;

function isAddressOfFlow(
  seen: DepositAddressSighting,
  flow: { readonly depositAddressId?: string; readonly address?: string },
  customerId: string,
  source: OfframpSource,
): boolean {
  if (flow.depositAddressId !== undefined && seen.depositAddressId !== undefined) {
    return seen.depositAddressId === flow.depositAddressId;
  }
  if (flow.address !== undefined && seen.address !== undefined) {
    return sameAddress(seen.address, flow.address, source.network);
  }
  // One address per customer, currency and network (docs/provider.md, *Deposit addresses and flows*), so these three name
  // it as well.
  return seen.customerId === customerId && seen.network === source.network && seen.currency === source.currency;
}
