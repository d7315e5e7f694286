import { isAmount } from './amounts';
import { usualBehaviour } from './behaviour';
import type { Behaviour } from './behaviour';
import type { Customer } from './objects';
import type { Scenario } from './scenario';
import { scenarios } from './scenarios';

/** As much of a customer as tells the tags apart. */
export type TaggedCustomer = Pick<Customer, 'email' | 'externalId'>;

/** All tags of a customer, the later ones winning over the earlier. */
export type ReadTags = (customer: TaggedCustomer) => readonly string[];

/** Tags for one customer, besides those in the e-mail. Both must match where both are given. */
export interface CustomJourney {
  match: { externalId?: string | undefined; email?: string | undefined };
  tags: readonly string[];
}

const byTag = new Map<string, Scenario>(scenarios.map((scenario) => [scenario.tag, scenario]));
const amountTag = /^amount-(.+)$/;

/** Reads the tags in the e-mail, `ana+kyc-slow+amount-99.5@example.com`, and after them those of its custom journeys. */
export function createTagReader(journeys: readonly CustomJourney[]): ReadTags {
  return (customer) => [
    ...tagsIn(customer.email).flatMap(withThoseItBrings),
    ...journeys
      .filter(({ match }) => isMatched(customer, match))
      .flatMap(({ tags }) => tags)
      .flatMap(withThoseItBrings),
  ];
}

/** How a journey with these tags goes. Unknown ones are ignored, as real addresses have tags too. */
export function behaviourWith(tags: readonly string[]): Behaviour {
  return tags.reduce((behaviour, tag) => ({ ...behaviour, ...changedBy(tag) }), usualBehaviour);
}

/** What a tag changes, if it is one of the simulator's. */
export function changedBy(tag: string): Partial<Behaviour> | undefined {
  const amount = amountTag.exec(tag)?.[1];
  return amount !== undefined && isAmount(amount) ? { depositAmount: amount } : byTag.get(tag)?.behaviour;
}

function withThoseItBrings(tag: string): readonly string[] {
  return [tag, ...(byTag.get(tag)?.also ?? [])];
}

function tagsIn(email: string): string[] {
  return email.slice(0, email.lastIndexOf('@')).toLowerCase().split('+').slice(1);
}

function isMatched(customer: TaggedCustomer, { externalId, email }: CustomJourney['match']): boolean {
  return (
    (externalId === undefined || externalId === customer.externalId) &&
    (email === undefined || email === customer.email)
  );
}
