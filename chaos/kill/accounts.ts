import type { BankAccountDetails } from '../../src/banking/account-fields';
import type { FiatCurrency } from '../../src/banking/currencies';

const accountName = 'Ana Lim';

/**
 * An account in each currency. That in euros has nothing but an IBAN, which the provider never shows: whether such an
 * account was added before a kill nobody can find out but a person.
 */
export const accounts: Readonly<Record<FiatCurrency, BankAccountDetails>> = {
  EUR: { currency: 'EUR', bankName: 'Deutsche Bank', iban: 'DE89370400440532013000', swift: 'DEUTDEFF', accountName },
  USD: { currency: 'USD', bankName: 'Example Bank', accountNo: '1234567890', aba: '021000021', accountName },
  GBP: {
    currency: 'GBP',
    bankName: 'NatWest',
    accountNo: '31926819',
    sortCode: '601613',
    swift: 'NWBKGB2L',
    accountName,
  },
  CAD: {
    ...{ currency: 'CAD', bankName: 'Royal Bank', accountNo: '1234567' },
    ...{ institutionNumber: '003', transit: '00012', accountName },
  },
  AUD: { currency: 'AUD', bankName: 'Westpac', accountNo: '12345678', bsb: '032000', accountName },
  SGD: { currency: 'SGD', bankName: 'DBS', accountNo: '0012345678', swift: 'DBSSSGSG', accountName },
};

/** What the customer names once the bank has refused the account above; always with a number. */
export const otherAccounts: Readonly<Record<FiatCurrency, BankAccountDetails>> = {
  EUR: { currency: 'EUR', bankName: 'Other Bank', accountNo: '0532013001', swift: 'ABNANL2A', accountName },
  USD: { ...accounts.USD, accountNo: '2345678901' },
  GBP: { ...accounts.GBP, accountNo: '31926827' },
  CAD: { ...accounts.CAD, accountNo: '2345678' },
  AUD: { ...accounts.AUD, accountNo: '23456789' },
  SGD: { ...accounts.SGD, accountNo: '0087654321' },
};
