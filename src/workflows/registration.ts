import type { DepositLimits } from '../signals/deposit-limits';
import type { OfframpOrder } from '../signals/offramp-order';
import type { OwnAddress } from './expectations';
import type { Fact } from './facts';
import type { Journey } from './journey';
import { customerFacts, depositAddressFacts } from './look-up-facts';
import { originalRunId, type Provider } from './provider-activities';

/** A customer the provider knows. Only one that this order created can have no accounts and flows yet. */
export interface RegisteredCustomer {
  readonly customerId: string;
  readonly created: boolean;
}

/** An account that the provider holds: one that was added has a key, one that was checked a country. */
export interface RegisteredAccount {
  readonly bankAccountId: string;
  readonly accountKey?: string;
  readonly accountCountry?: string;
}

export interface CreatedFlow {
  readonly flowId: string;
  readonly depositAddressId?: string;
  readonly address?: string;
  /** When the flow was asked for first (milliseconds), by an activity's clock. */
  readonly askedAt: number;
}

/** Finds or creates the customer; one named by the provider's own id is taken as given. */
export async function registerCustomer(
  journey: Journey,
  { create, landsWithin }: Provider,
  { customer }: OfframpOrder,
): Promise<RegisteredCustomer> {
  if ('customerId' in customer) return remember(journey, { customerId: customer.customerId, created: false });
  const { seen, ...registered } = await journey.step(
    'registering-customer',
    'the provider to register the customer',
    () => create.ensureCustomer({ ...customer, originalRunId: originalRunId() }),
    { createsWithin: landsWithin },
  );
  journey.learn(customerFacts(seen));
  return remember(journey, registered);
}

function remember(journey: Journey, customer: RegisteredCustomer): RegisteredCustomer {
  journey.ids = { ...journey.ids, customerId: customer.customerId };
  journey.know('customer', customer.customerId);
  return customer;
}

/** Finds or adds the account; one named by the provider's own id is checked. */
export async function addBankAccount(
  journey: Journey,
  { create, read, landsWithin }: Provider,
  { bankAccount, customer }: OfframpOrder,
  { customerId, created }: RegisteredCustomer,
): Promise<string> {
  const { bankAccountId, accountKey, accountCountry } = await journey.step<RegisteredAccount>(
    'adding-bank-account',
    'the provider to add the bank account',
    (again) =>
      'bankAccountId' in bankAccount
        ? read.checkBankAccount({ ...bankAccount, customerId })
        : create.ensureBankAccount({
            customerId,
            externalId: externalIdOf(customer),
            account: bankAccount,
            mayExist: !created || again,
            again,
            originalRunId: originalRunId(),
          }),
    'bankAccountId' in bankAccount ? {} : { createsWithin: landsWithin },
  );
  journey.knowKey(accountKey);
  journey.ids = { ...journey.ids, bankAccountId };
  if (accountCountry !== undefined) journey.payoutAccount = { ...journey.payoutAccount, accountCountry };
  return bankAccountId;
}

/** Finds or creates the flow from the customer's deposit address to the bank account. */
export async function createFlow(
  journey: Journey,
  { create, landsWithin }: Provider,
  { source, customer }: OfframpOrder,
  { customerId, created }: RegisteredCustomer,
  bankAccountId: string,
): Promise<CreatedFlow> {
  const since = new Date().toISOString();
  const { flowId, seen, walletKey, askedAt } = await journey.step(
    'creating-flow',
    'the provider to create the flow',
    (again) =>
      create.ensureFlow({
        ...{ customerId, externalId: externalIdOf(customer), bankAccountId, ...source, since },
        mayExist: !created || again,
        originalRunId: originalRunId(),
      }),
    { createsWithin: landsWithin },
  );
  const { depositAddressId, address } = seen;
  journey.ids = { ...journey.ids, flowId };
  journey.know('flow', flowId);
  rememberAddress(journey, depositAddressId, walletKey);
  journey.learn(depositAddressFacts(seen));
  const known = { ...(depositAddressId && { depositAddressId }), ...(address && { address }) };
  return { flowId, ...known, askedAt: Date.parse(askedAt) };
}

function externalIdOf(customer: OfframpOrder['customer']): string | undefined {
  return 'externalId' in customer ? customer.externalId : undefined;
}

/** How the flow's deposit address stands at the provider. */
export async function lookUpDepositAddress(
  journey: Journey,
  { read }: Provider,
  customerId: string,
  flow: CreatedFlow,
): Promise<Fact[]> {
  const { currency, network } = journey.order.source;
  const { seen, walletKey } = await read.readDepositAddress({ ...flow, currency, network });
  journey.note(() => rememberAddress(journey, seen.depositAddressId, walletKey));
  // Asked of the flow itself, so it is this order's, also where the answer is nothing but the address.
  return depositAddressFacts({ customerId, ...seen });
}

/** Makes the order findable by its address, both by the provider's id of it and by the address itself. */
export function rememberAddress(journey: Journey, depositAddressId?: string, walletKey?: string): void {
  journey.knowKey(walletKey);
  if (depositAddressId === undefined) return;
  journey.ids = { ...journey.ids, depositAddressId };
  journey.know('address', depositAddressId);
}

/** The address is fit to be shown, with the least and the most that should be sent to it. */
export function showAddress(
  journey: Journey,
  verified: OwnAddress,
  limits: DepositLimits[keyof DepositLimits],
): OwnAddress {
  const { depositAddressId, ...address } = verified;
  rememberAddress(journey, depositAddressId);
  const { min: minimum, max: maximum } = limits ?? {};
  journey.depositAddress = { ...address, ...(minimum && { minimum }), ...(maximum && { maximum }) };
  journey.ownAddress = verified;
  return verified;
}
