import { customerVerdictOf } from '../signals/customer-status';
import { isClearedDeposit, isRejectedDeposit, isSettledTrade, statusWord } from '../signals/money-status';
import type {
  CustomerSighting,
  DepositAddressSighting,
  DepositSighting,
  FlowSighting,
  PaymentSighting,
  TradeSighting,
} from '../signals/sightings';
import type { Fact } from './facts';

/**
 * What a look-up tells: how the object stands now, and the event that its status proves. Both of the provider's
 * vocabularies are read (docs/provider.md, *Statuses*); an unknown status proves nothing and means "not yet".
 */
export function customerFacts(seen: CustomerSighting): Fact[] {
  const observed: Fact = { about: 'customer', event: 'observed', seen };
  const event = customerVerdictOf(seen.status);
  return event ? [observed, { about: 'customer', event, seen }] : [observed];
}

export function depositAddressFacts(seen: DepositAddressSighting): Fact[] {
  const observed: Fact = { about: 'deposit-address', event: 'observed', seen };
  const event = depositAddressEventOf(seen);
  return event ? [observed, { about: 'deposit-address', event, seen }] : [observed];
}

export function depositFacts(seen: DepositSighting): Fact[] {
  const known: Fact[] = [
    { about: 'deposit', event: 'observed', seen },
    { about: 'deposit', event: 'received', seen },
  ];
  if (isClearedDeposit(seen.status)) known.push({ about: 'deposit', event: 'approved', seen });
  if (isRejectedDeposit(seen.status)) known.push({ about: 'deposit', event: 'rejected', seen });
  return known;
}

export function tradeFacts(seen: TradeSighting): Fact[] {
  const known: Fact[] = [
    { about: 'trade', event: 'observed', seen },
    { about: 'trade', event: 'created', seen },
  ];
  if (isSettledTrade(seen.status)) known.push({ about: 'trade', event: 'settled', seen });
  return known;
}

export function flowFacts(seen: FlowSighting): Fact[] {
  return [{ about: 'flow', event: 'observed', seen }];
}

export function paymentFacts(seen: PaymentSighting): Fact[] {
  return [{ about: 'payment', event: 'observed', seen }];
}

/** What a sweep tells of an object it has read itself, as a look-up does. */
export function sweptFacts(heard: Fact): Fact[] {
  if (heard.seen.evidence !== 'sweep') return [];
  switch (heard.about) {
    case 'customer':
      return customerFacts(heard.seen);
    case 'deposit':
      return depositFacts(heard.seen);
    case 'trade':
      return tradeFacts(heard.seen);
    default:
      return [];
  }
}

/** PROCESSING, then CONFIRMED: the provider knows no payment that failed (docs/provider.md, *Statuses*). */
export function isConfirmedPayment(status: string | undefined): boolean {
  return ['CONFIRMED', 'SETTLED'].includes(statusWord(status) ?? '');
}

function depositAddressEventOf(seen: DepositAddressSighting): 'approved' | 'rejected' | undefined {
  switch (statusWord(seen.status)) {
    case 'VERIFIED':
    case 'APPROVED':
    case 'ACTIVE':
      return 'approved';
    case 'REJECTED':
    case 'DELETED':
      return 'rejected';
    // The guide's answers give an address without any status: there, having it means that it may be used.
    case undefined:
      return seen.address === undefined ? undefined : 'approved';
    default:
      return undefined;
  }
}
