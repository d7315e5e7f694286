import type { EventName } from '../events';
import type { BankAccount, Customer, DepositAddress, Flow, Payment } from '../objects';
import type { PayoutCurrency } from '../rates';

export const contractNames = ['guide', 'openapi-2026-07'] as const;
export type ContractName = (typeof contractNames)[number];

/** Any object of the API, as a detail endpoint shows it. */
export type Detail = { id: string } & Record<string, unknown>;

/** Everything in which the documented versions of the provider's API differ, as far as it is simulated. */
export interface Contract {
  name: ContractName;
  payoutCurrencies: readonly PayoutCurrency[];
  paymentCurrencies: readonly PayoutCurrency[];
  /** How `POST /bank-account/add` is sent. */
  bankAccountEncoding: 'json' | 'multipart';
  /** How `POST /payment/create` is sent. */
  paymentEncoding: 'json' | 'multipart';
  /** When the address of a new flow is known. */
  addressReady: 'at-once' | 'later';
  customerStatus(status: Customer['status']): string;
  customerCreated(customer: Customer): object;
  bankAccountAdded(account: BankAccount): object;
  flowCreated(flow: Flow, address: DepositAddress): object;
  paymentCreated(payment: Payment, detail: Detail): object;
  webhook(event: EventName, detail: Detail): object;
}
