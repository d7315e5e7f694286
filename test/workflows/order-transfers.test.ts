import { routeOf } from '../../src/workflows/order-transfers';

describe('the way that money takes to an account', () => {
  const account = { bankName: 'Example Bank' } as const;
  it.each([
    ['by its currency, where only that is known', { currency: 'EUR' }, { rail: 'sepa' }],
    [
      'to the country that the provider tells of an account known by its id',
      { currency: 'EUR', accountCountry: 'GB' },
      { rail: 'sepa', accountCountry: 'GB' },
    ],
    [
      'to the country that its own fields tell',
      { ...account, currency: 'EUR', iban: 'GB82WEST12345698765432' },
      { rail: 'sepa', accountCountry: 'GB' },
    ],
    [
      'by wire, of dollars to a BIC alone',
      { ...account, currency: 'USD', swift: 'DBSSSGSG' },
      { rail: 'wire', accountCountry: 'SG' },
    ],
  ] as const)('is told %s', (_how, given, route) => {
    expect(routeOf(given)).toEqual(route);
  });
});
