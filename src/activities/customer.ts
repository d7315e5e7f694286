import type { CoinutApi } from '../coinut/api';
import type { NewCustomer } from '../coinut/contracts/contract';
import { customerSighting } from '../signals/provider-events';
import type { CustomerSighting } from '../signals/sightings';
import { requireNothingUnderWay, type CreateInput } from './create-input';
import type { RequireCurrentAttempt } from './current-attempt';
import { besideCreate } from './failures';
import type { SiblingOrders } from './sibling-orders';

export interface EnsuredCustomer {
  readonly customerId: string;
  /** False for a customer who was there already, whose accounts and flows may be there as well. */
  readonly created: boolean;
  readonly seen: CustomerSighting;
}

export interface CustomerActivityDependencies {
  readonly coinut: CoinutApi;
  readonly now: () => Date;
  readonly siblings: Pick<SiblingOrders, 'reserveCustomer'>;
  readonly requireCurrentAttempt: RequireCurrentAttempt;
}

export function createCustomerActivities(dependencies: CustomerActivityDependencies) {
  const { coinut, now, siblings, requireCurrentAttempt } = dependencies;
  return {
    /** Finds the customer by the backend's own id, or creates them. */
    async ensureCustomer({
      originalRunId,
      ...customer
    }: NewCustomer & Pick<CreateInput, 'originalRunId'>): Promise<EnsuredCustomer> {
      // Signed before the look-up: if this process freezes in between, the create is too old to be sent.
      const creation = coinut.createCustomer(customer);
      const found = await besideCreate(() => coinut.findCustomer(customer.externalId));
      if (found === undefined) requireNothingUnderWay({ originalRunId });
      // Another order of the same new customer may have looked at the same moment and seen nobody either.
      if (found === undefined) await siblings.reserveCustomer(customer.externalId);
      if (found === undefined) await requireCurrentAttempt();
      const known = found ?? (await creation.send());
      const seen = customerSighting(known, { evidence: 'look-up', seenAt: now().toISOString() });
      return { customerId: known.id, created: found === undefined, seen };
    },

    async readCustomer({ customerId }: { customerId: string }): Promise<CustomerSighting> {
      const customer = await coinut.readCustomer(customerId);
      return customerSighting({ ...customer, id: customerId }, { evidence: 'look-up', seenAt: now().toISOString() });
    },
  };
}
