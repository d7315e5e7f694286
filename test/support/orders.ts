import { randomUUID } from 'node:crypto';
import type { FiatCurrency } from '../../src/banking/currencies';

/** An account that each currency's rules accept. */
export const bankAccounts = {
  EUR: {
    currency: 'EUR',
    bankName: 'Deutsche Bank',
    iban: 'DE89370400440532013000',
    swift: 'DEUTDEFF',
    accountName: 'Ana Lim',
  },
  USD: { currency: 'USD', bankName: 'Example Bank', accountNo: '1234567890', aba: '021000021', accountName: 'Ana Lim' },
  GBP: {
    currency: 'GBP',
    bankName: 'NatWest',
    iban: 'GB29NWBK60161331926819',
    swift: 'NWBKGB2L',
    accountName: 'Ana Lim',
  },
  CAD: {
    currency: 'CAD',
    bankName: 'Royal Bank',
    accountNo: '1234567',
    institutionNumber: '003',
    transit: '00012',
    accountName: 'Ana Lim',
  },
  AUD: { currency: 'AUD', bankName: 'Westpac', accountNo: '12345678', bsb: '032000', accountName: 'Ana Lim' },
  SGD: { currency: 'SGD', bankName: 'DBS', accountNo: '0012345678', swift: 'DBSSSGSG', accountName: 'Ana Lim' },
} as const satisfies Record<FiatCurrency, object>;

/** A new order of a new customer, whose journey the simulator chooses by `tags`. */
export function newOrder({
  currency = 'EUR',
  tags = [],
  network = 'ETH',
  deadlines,
}: {
  currency?: FiatCurrency;
  tags?: readonly string[];
  network?: 'ETH' | 'TRX';
  deadlines?: Readonly<Record<string, string>>;
} = {}) {
  const reference = `order-${randomUUID().slice(0, 13)}`;
  return {
    reference,
    customer: {
      externalId: `customer-of-${reference}`,
      name: 'Ana Lim',
      email: `${['ana', ...tags].join('+')}@example.com`,
    },
    bankAccount: bankAccounts[currency],
    source: { currency: 'USDT', network },
    ...(deadlines ? { deadlines } : {}),
  };
}
