import type { Story } from './story';

const german = {
  currency: 'EUR',
  bankName: 'Deutsche Bank',
  iban: 'DE89370400440532013000',
  swift: 'DEUTDEFF',
} as const;
const american = { currency: 'USD', bankName: 'Example Bank', aba: '021000021' } as const;
const settled = { stage: 'watching-for-return', outcome: 'settled' } as const;

/** Everything the demo runs, all at once. */
export const stories: readonly Story[] = [
  {
    name: 'eur',
    shows: 'The happy path: USDT on Ethereum becomes euros in a German account.',
    order: {
      customer: { name: 'Ana Lim', email: 'ana+happy@example.com' },
      bankAccount: { ...german, accountName: 'Ana Lim' },
      source: { currency: 'USDT', network: 'ETH' },
    },
    expected: settled,
  },
  {
    name: 'usd',
    shows: 'US dollars by ACH, from USDC.',
    order: {
      customer: { name: 'Ben Ortiz', email: 'ben+amount-1200.50@example.com' },
      bankAccount: { ...american, accountNo: '1234567890', accountName: 'Ben Ortiz' },
      source: { currency: 'USDC', network: 'ETH' },
    },
    expected: settled,
  },
  {
    name: 'gbp',
    shows: 'Pounds by Faster Payments, from USDT on Tron.',
    order: {
      customer: { name: 'Carol Shaw', email: 'carol+amount-99.99@example.com' },
      bankAccount: {
        currency: 'GBP',
        bankName: 'NatWest',
        iban: 'GB29NWBK60161331926819',
        swift: 'NWBKGB2L',
        accountName: 'Carol Shaw',
      },
      source: { currency: 'USDT', network: 'TRX' },
    },
    expected: settled,
  },
  {
    name: 'cad',
    shows: 'Canadian dollars by EFT, with institution and transit number.',
    order: {
      customer: { name: 'Dan Roy', email: 'dan@example.com' },
      bankAccount: {
        currency: 'CAD',
        bankName: 'Royal Bank',
        accountNo: '1234567',
        institutionNumber: '003',
        transit: '00012',
        accountName: 'Dan Roy',
      },
      source: { currency: 'USDC', network: 'TRX' },
    },
    expected: settled,
  },
  {
    name: 'aud',
    shows: 'Australian dollars, addressed by BSB.',
    order: {
      customer: { name: 'Eve Hart', email: 'eve@example.com' },
      bankAccount: {
        currency: 'AUD',
        bankName: 'Westpac',
        accountNo: '12345678',
        bsb: '032000',
        accountName: 'Eve Hart',
      },
      source: { currency: 'USDT', network: 'TRX' },
    },
    expected: settled,
  },
  {
    name: 'sgd',
    shows: 'Singapore dollars by FAST.',
    order: {
      customer: { name: 'Faisal Tan', email: 'faisal@example.com' },
      bankAccount: {
        currency: 'SGD',
        bankName: 'DBS',
        accountNo: '0012345678',
        swift: 'DBSSSGSG',
        accountName: 'Faisal Tan',
      },
      source: { currency: 'USDC', network: 'ETH' },
    },
    expected: settled,
  },
  {
    name: 'kyc-rejected',
    shows: 'The provider rejects the customer; the order ends without an address.',
    order: {
      customer: { name: 'Gil Moss', email: 'gil+kyc-rejected@example.com' },
      bankAccount: { ...german, accountName: 'Gil Moss' },
      source: { currency: 'USDT', network: 'ETH' },
    },
    expected: { stage: 'awaiting-customer-approval', outcome: 'rejected' },
  },
  {
    name: 'slow-kyc',
    shows: 'The approval takes ten times as long; the order waits for it and then goes on.',
    order: {
      customer: { name: 'Hana Kim', email: 'hana+kyc-slow@example.com' },
      bankAccount: { ...german, accountName: 'Hana Kim' },
      source: { currency: 'USDC', network: 'ETH' },
    },
    expected: settled,
  },
  {
    name: 'no-deposit',
    shows: 'Nothing is sent within the six seconds that this order allows; it expires.',
    order: {
      customer: { name: 'Ivo Novak', email: 'ivo+no-deposit@example.com' },
      bankAccount: { ...german, accountName: 'Ivo Novak' },
      source: { currency: 'USDT', network: 'TRX' },
      deadlines: { deposit: '6 seconds' },
    },
    expected: { stage: 'awaiting-deposit', outcome: 'expired' },
  },
  {
    name: 'address-later',
    shows: 'The deposit address is not there at first and comes with a webhook.',
    order: {
      customer: { name: 'Joy Okoye', email: 'joy+address-later@example.com' },
      bankAccount: { ...german, accountName: 'Joy Okoye' },
      source: { currency: 'USDT', network: 'ETH' },
    },
    expected: settled,
  },
  {
    name: 'second-deposit',
    shows: 'A second deposit comes to the same address; it becomes an order of its own.',
    order: {
      customer: { name: 'Kai Berg', email: 'kai+second-deposit@example.com' },
      bankAccount: { ...american, accountNo: '2345678901', accountName: 'Kai Berg' },
      source: { currency: 'USDC', network: 'ETH' },
    },
    expected: settled,
    laterDeposit: settled,
  },
  {
    name: 'canceled-trade',
    shows: 'The trade is canceled without an event; the order asks, and calls for a person.',
    order: {
      customer: { name: 'Lea Fontaine', email: 'lea+trade-canceled@example.com' },
      bankAccount: { ...german, accountName: 'Lea Fontaine' },
      source: { currency: 'USDC', network: 'ETH' },
      deadlines: { tradeSettlement: '3 seconds' },
    },
    expected: { stage: 'awaiting-trade-settlement', needsAttention: 'trade-canceled' },
  },
  {
    name: 'connection-reset',
    shows: 'The flow is made, its answer lost; the worker looks before it creates again.',
    order: {
      customer: { name: 'Max Ferro', email: 'max+no-deposit+fault-flow-reset-after@example.com' },
      bankAccount: { ...american, accountNo: '3456789012', accountName: 'Max Ferro' },
      source: { currency: 'USDT', network: 'TRX' },
    },
    // By itself the simulated provider counts from the making of the flow, when nobody can know the address yet.
    customerSends: '250.00',
    expected: settled,
  },
  {
    name: 'weekend-bounce',
    shows: 'The transfer bounces on a Friday evening; it is sent again when the bank opens on Monday.',
    order: {
      customer: { name: 'Noa Peters', email: 'noa+no-deposit+bank-transient@example.com' },
      bankAccount: { ...german, accountName: 'Noa Peters' },
      source: { currency: 'USDT', network: 'ETH' },
    },
    customerSends: '250.00',
    time: 'friday-evening',
    expected: { ...settled, transfers: 2 },
  },
  {
    name: 'closed-account',
    shows: 'The bank account is closed; an operator gives another one, and the money goes there.',
    order: {
      customer: { name: 'Ola Brandt', email: 'ola+bank-account-closed@example.com' },
      bankAccount: { ...american, accountNo: '4567890123', accountName: 'Ola Brandt' },
      source: { currency: 'USDC', network: 'ETH' },
    },
    time: 'passes',
    replacementAccount: { ...american, accountNo: '5678901234', accountName: 'Ola Brandt' },
    expected: { ...settled, transfers: 2 },
  },
  {
    name: 'returned',
    shows: 'The money arrives and comes back, which its order still watches for; it is sent again.',
    order: {
      customer: { name: 'Pia Weber', email: 'pia+bank-failure-after-credit@example.com' },
      bankAccount: { ...german, accountName: 'Pia Weber' },
      source: { currency: 'USDT', network: 'ETH' },
    },
    time: 'passes',
    expected: { ...settled, transfers: 2 },
  },
];
