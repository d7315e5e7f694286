import { misprintedAddress, newAddress } from './addresses';
import type { Network } from './addresses';
import type { BehaviourOf } from './behaviour';
import type { Contract } from './contracts';
import type { Occurrence } from './journey';
import type { BankAccount, Customer, DepositAddress, Flow } from './objects';
import type { CryptoCurrency, PayoutCurrency } from './rates';
import type { Records } from './records';
import { Refusal } from './refusal';

export interface NewCustomer {
  name: string;
  email: string;
  externalId?: string | undefined;
  isIndividual: boolean;
}

export interface NewBankAccount {
  customerId: string;
  currency: PayoutCurrency;
  bankName: string;
  details: Record<string, string>;
}

export interface NewFlow {
  from: { customerId: string; currency: CryptoCurrency; network: Network };
  to: string;
}

/** What the partner makes through the API. Nothing is recognised as made before (assumed of the provider). */
export interface Intake {
  createCustomer(customer: NewCustomer): Customer;
  addBankAccount(account: NewBankAccount): BankAccount;
  createFlow(flow: NewFlow): { flow: Flow; address: DepositAddress };
  /** Deposits are no longer traded; nothing else changes, and nobody is told. */
  deleteFlow(flowId: string): Flow;
}

export interface IntakeSettings {
  records: Records;
  contract: Contract;
  behaviourOf: BehaviourOf;
  follow: (occurrence: Occurrence) => void;
}

export function createIntake({ records, contract, behaviourOf, follow }: IntakeSettings): Intake {
  function newDepositAddress(from: NewFlow['from'], customer: Customer): DepositAddress {
    const behaviour = behaviourOf(customer);
    const atOnce = ['contract', 'misprinted'].includes(behaviour.address) && contract.addressReady === 'at-once';
    return records.depositAddresses.put({
      ...records.stamp(),
      ...from,
      address: behaviour.address === 'misprinted' ? misprintedAddress(from.network) : newAddress(from.network),
      status: atOnce ? 'VERIFIED' : 'PENDING',
    });
  }

  return {
    createCustomer(created) {
      const customer = records.customers.put({ ...records.stamp(), ...created, status: 'PENDING' });
      records.accept('customer', customer.id, customer.externalId ?? customer.email);
      follow({ happened: 'customer-created', customer });
      return customer;
    },

    addBankAccount(added) {
      approvedCustomer(added.customerId, records);
      const account = records.bankAccounts.put({ ...records.stamp(), ...added });
      records.accept('bank-account', account.id, accountKey(account));
      return account;
    },

    createFlow({ from, to }) {
      const customer = approvedCustomer(from.customerId, records);
      // Someone else's account is refused as unknown (assumed).
      if (records.bankAccounts.require(to).customerId !== customer.id) {
        throw new Refusal('FAILED', 'bank account not found');
      }
      const address = existingAddress(from, records) ?? newDepositAddress(from, customer);
      const flow = records.flows.put({
        ...records.stamp(),
        customerId: customer.id,
        depositAddressId: address.id,
        bankAccountId: to,
        status: 'ENABLED',
      });
      records.accept('flow', flow.id, `${address.id} to ${to}`);
      follow({ happened: 'flow-created', flow });
      return { flow, address };
    },

    deleteFlow: (flowId) => records.flows.put({ ...records.flows.require(flowId), status: 'DISABLED' }),
  };
}

function approvedCustomer(customerId: string, records: Records): Customer {
  const customer = records.customers.require(customerId);
  if (customer.status !== 'APPROVED') throw new Refusal('FAILED', 'customer is not approved');
  return customer;
}

/** Documented: one address for each customer, currency and network. */
function existingAddress({ customerId, currency, network }: NewFlow['from'], records: Records) {
  return records.depositAddresses
    .where((address) => address.customerId === customerId)
    .find((address) => address.currency === currency && address.network === network);
}

function accountKey({ customerId, currency, bankName, details }: BankAccount): string {
  const number = (details.iban ?? details.accountNo ?? '').replace(/\s/g, '').toUpperCase();
  return [customerId, currency, bankName, number].join(' ');
}
