import { calendarOf, shippedTables } from '../../src/banking/banking-tables';
import { calendarOfCountry } from '../../src/banking/country-calendars';
import { fiatCurrencies } from '../../src/banking/currencies';
import { railFor, railIds, rails } from '../../src/banking/rails';

describe('rails', () => {
  it.each([
    ['ach', 'America/New_York', '17:00', 'FED', 1, 2, 5],
    ['sepa', 'Europe/Berlin', '15:00', 'T2', 1, 1, 10],
    ['fps', 'Europe/London', '17:00', 'GB-ENG', 1, 1, 5],
    ['eft', 'America/Toronto', '15:00', 'CA-PAY', 1, 1, 5],
    ['becs', 'Australia/Sydney', '16:00', 'AU-RITS', 1, 1, 5],
    ['fast', 'Asia/Singapore', '14:00', 'SG', 1, 1, 5],
    ['wire', 'America/New_York', '17:00', 'FED', 1, 2, 10],
  ] as const)('%s closes as DESIGN section 6 says', (id, zone, cutoff, calendar, min, max, returnWatchDays) => {
    expect(rails[id]).toEqual({ id, zone, cutoff, calendar, settlement: { min, max }, returnWatchDays });
  });

  it('are all in the table and have a calendar', () => {
    expect(Object.keys(rails).sort()).toEqual([...railIds].sort());
    for (const id of railIds) expect(calendarOf(shippedTables, rails[id].calendar).id).toBe(rails[id].calendar);
  });
});

describe('railFor', () => {
  it('gives each currency its rail', () => {
    expect(fiatCurrencies.map((currency) => railFor(currency))).toEqual(['ach', 'sepa', 'fps', 'eft', 'becs', 'fast']);
  });

  it.each([
    ['a BIC alone means a wire', 'USD', { swift: 'DBSSSGSG' }, 'wire'],
    ['a routing number means ACH, BIC or not', 'USD', { swift: 'CHASUS33', aba: '021000021' }, 'ach'],
    ['a routing number alone', 'USD', { aba: '021000021' }, 'ach'],
    ['SEPA accounts have BICs too', 'EUR', { swift: 'DEUTDEFF' }, 'sepa'],
    ['so have Singapore accounts', 'SGD', { swift: 'DBSSSGSG' }, 'fast'],
  ] as const)('%s', (_reason, currency, account, rail) => {
    expect(railFor(currency, account)).toBe(rail);
  });
});

describe('calendarOfCountry', () => {
  it.each([
    ['a country of the euro area', 'DE', 'T2'],
    ['Bulgaria, in the euro area since 2026', 'BG', 'T2'],
    ['a part of France', 'RE', 'T2'],
    ['Jersey clears in London', 'JE', 'GB-ENG'],
    ['Puerto Rico is in the Fed', 'PR', 'FED'],
    ['Sweden is in SEPA, but not in the euro area', 'SE', undefined],
    ['no such country', 'ZZ', undefined],
  ])('%s', (_reason, country, calendar) => {
    expect(calendarOfCountry(country)).toBe(calendar);
  });
});
