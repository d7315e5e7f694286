import type { BankAccountDetails } from '../../banking/account-fields';
import type { CryptoCurrency, FiatCurrency, Network } from '../../banking/currencies';
import type { CoinutRequest } from '../http';

/** The provider's documents that requests can follow, by the names that `COINUT_CONTRACT` takes. */
export const contractNames = ['guide', 'openapi-2026-07'] as const;
export type ContractName = (typeof contractNames)[number];

export interface NewCustomer {
  readonly externalId: string;
  readonly name: string;
  readonly email: string;
}

export interface NewBankAccount {
  readonly customerId: string;
  readonly account: BankAccountDetails;
}

export interface NewFlow {
  readonly customerId: string;
  readonly bankAccountId: string;
  readonly currency: CryptoCurrency;
  readonly network: Network;
}

/** A payout from the partner's own balance: how a bank transfer that came back is sent again. */
export interface NewPayment {
  /** Ours. The provider neither promises that it is unique nor looks payments up by it (docs/provider.md, *Payments*). */
  readonly reference: string;
  /** What the bank account receives. */
  readonly amount: string;
  readonly currency: FiatCurrency;
  /** The balance that pays for it. */
  readonly deductCurrency: CryptoCurrency;
  readonly bankAccountId: string;
}

/**
 * How requests are written under one of the provider's documents. Answers and webhooks need no contract: they are read
 * tolerantly in either shape (DESIGN section 5, *Provider*).
 */
export interface CoinutContract {
  readonly name: ContractName;
  /** What can be paid out. Orders in other currencies are refused before any call. */
  readonly payoutCurrencies: readonly FiatCurrency[];
  readonly createCustomer: (customer: NewCustomer) => CoinutRequest;
  /** Throws `CoinutUnsupported` for an account that these documents have no way to write. */
  readonly addBankAccount: (account: NewBankAccount) => CoinutRequest;
  readonly createFlow: (flow: NewFlow) => CoinutRequest;
  /** Stops a flow from converting further deposits. Only where the documents know such a call. */
  readonly deleteFlow?: (flowId: string) => CoinutRequest;
  /** What payments can be made in. */
  readonly paymentCurrencies: readonly FiatCurrency[];
  /** Throws `CoinutUnsupported` for a currency that these documents make no payments in. */
  readonly createPayment: (payment: NewPayment) => CoinutRequest;
}
