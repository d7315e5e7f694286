import { fiatCurrencies } from '../../banking/currencies';
import type { CoinutContract } from './contract';

/** Requests as the offramp guide writes them: JSON throughout, six currencies, the holder as `accountName`. */
export const guideContract: CoinutContract = {
  name: 'guide',
  payoutCurrencies: fiatCurrencies,

  createCustomer: ({ externalId, name, email }) => ({
    operation: 'create the customer',
    method: 'POST',
    path: '/customer/create',
    body: { json: { name, email, type: 'DEPOSITOR', isIndividual: true, externalId } },
  }),

  addBankAccount: ({ customerId, account }) => ({
    operation: 'add the bank account',
    method: 'POST',
    path: '/bank-account/add',
    body: { json: { customerId, ...account } },
  }),

  createFlow: ({ customerId, bankAccountId, currency, network }) => ({
    operation: 'create the offramp flow',
    method: 'POST',
    path: '/autoramp-flow/offramp',
    body: { json: { from: { customerId, currency, network }, to: bankAccountId } },
  }),

  // Assumed: the guide has no payments. The later documents do, and it writes everything else as JSON.
  paymentCurrencies: fiatCurrencies,
  createPayment: ({ reference, amount, currency, deductCurrency, bankAccountId }) => ({
    operation: 'create the payment',
    method: 'POST',
    path: '/payment/create',
    body: { json: { deductCurrency, amount, currency, bankAccountId, reference } },
  }),
};
