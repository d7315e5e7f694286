import type { BankAccountDetails } from '../../banking/account-fields';
import type { CryptoCurrency, FiatCurrency, Network } from '../../banking/currencies';
import type { CoinutRequest } from '../http';

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

/**
 * How requests are written under one of the provider's documents. Answers and webhooks need no contract: they are read
 * tolerantly in either shape (DESIGN section 5, *Provider*).
 */
export interface CoinutContract {
  readonly name: 'guide';
  readonly payoutCurrencies: readonly FiatCurrency[];
  createCustomer(customer: NewCustomer): CoinutRequest;
  addBankAccount(account: NewBankAccount): CoinutRequest;
  createFlow(flow: NewFlow): CoinutRequest;
}
