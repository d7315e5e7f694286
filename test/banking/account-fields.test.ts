import fc from 'fast-check';
import { accountCountry, checkBankAccount, toldCountry } from '../../src/banking/account-fields';
import { accountFields, accountRules } from '../../src/banking/account-rules';
import { fiatCurrencies, type FiatCurrency } from '../../src/banking/currencies';

type Fields = Record<string, unknown>;

/** One account per currency with every field of the guide's table. */
const accounts: Record<FiatCurrency, Fields> = {
  USD: {
    currency: 'USD',
    bankName: 'Chase',
    accountNo: '000123456789',
    aba: '021000021',
    swift: 'CHASUS33',
    accountName: 'John Doe',
    bankAddress: '383 Madison Avenue, New York',
  },
  EUR: {
    currency: 'EUR',
    bankName: 'Deutsche Bank',
    accountNo: '1234567890',
    iban: 'DE89370400440532013000',
    swift: 'DEUTDEFF',
    accountName: 'John Doe',
    bankAddress: 'Taunusanlage 12, Frankfurt',
  },
  GBP: {
    currency: 'GBP',
    bankName: 'NatWest',
    accountNo: '31926819',
    iban: 'GB29NWBK60161331926819',
    swift: 'NWBKGB2L',
    accountName: 'John Doe',
    sortCode: '601613',
  },
  CAD: {
    currency: 'CAD',
    bankName: 'Royal Bank',
    accountNo: '1234567',
    institutionNumber: '003',
    transit: '00012',
    accountName: 'John Doe',
  },
  AUD: { currency: 'AUD', bankName: 'Westpac', accountNo: '123456789', bsb: '032000', accountName: 'John Doe' },
  SGD: {
    currency: 'SGD',
    bankName: 'DBS',
    accountNo: '0720123456',
    swift: 'DBSSSGSG',
    aba: '7171072',
    accountName: 'John Doe',
    bankAddress: '12 Marina Boulevard',
  },
};

function without(account: Fields, ...names: string[]): Fields {
  return Object.fromEntries(Object.entries(account).filter(([name]) => !names.includes(name)));
}

/** What is wrong, as `field: message` lines; none for an account that is accepted. */
function problemsOf(input: unknown): string[] {
  const check = checkBankAccount(input);
  return check.ok ? [] : check.problems.map(({ field, message }) => `${field}: ${message}`);
}

function normalised(input: unknown): unknown {
  const check = checkBankAccount(input);
  return check.ok ? check.account : check.problems;
}

describe('checkBankAccount', () => {
  it("accepts the guide's own example, whose IBAN is of another bank than its BIC", () => {
    const example = {
      currency: 'EUR',
      bankName: 'Deutsche Bank',
      accountNo: '1234567890',
      iban: 'DE89370400440532013000',
      swift: 'DEUTDEFF',
      accountName: 'John Doe',
    };
    expect(normalised(example)).toEqual(example);
  });

  it.each(fiatCurrencies)('accepts a %s account with every field of its row, and leaves it as it is', (currency) => {
    expect(normalised(accounts[currency])).toEqual(accounts[currency]);
  });

  it.each(
    fiatCurrencies.flatMap((currency) =>
      (accountRules[currency].oneOf ?? ['bankName' as const]).map((field) => [currency, field] as const),
    ),
  )('accepts a %s account with the least its row asks for, %s among it', (currency, field) => {
    const { required } = accountRules[currency];
    const least = Object.entries(accounts[currency]).filter(([name]) =>
      ['currency', field, ...required].includes(name),
    );
    expect(problemsOf(Object.fromEntries(least))).toEqual([]);
  });

  it.each(
    fiatCurrencies.flatMap((currency) => accountRules[currency].required.map((field) => [currency, field] as const)),
  )('asks a %s account for %s', (currency, field) => {
    expect(problemsOf(without(accounts[currency], field))).toEqual([
      `${field}: ${field} is required for ${currency} accounts.`,
    ]);
  });

  it.each([
    ['USD', 'aba', 'swift'],
    ['EUR', 'accountNo', 'iban'],
    ['GBP', 'accountNo', 'iban'],
    ['SGD', 'aba', 'swift'],
  ] as const)('asks a %s account for %s or %s', (currency, first, second) => {
    expect(problemsOf(without(accounts[currency], first, second))).toEqual([
      `${first}: ${first} or ${second} is required for ${currency} accounts.`,
    ]);
  });

  it('takes null and undefined for fields that were not given, as the example code sends them', () => {
    expect(normalised({ ...accounts.AUD, swift: null, iban: undefined, aba: null })).toEqual(accounts.AUD);
    expect(problemsOf({ ...accounts.AUD, bsb: null })).toEqual(['bsb: bsb is required for AUD accounts.']);
  });

  it('drops spaces and hyphens and raises letters', () => {
    expect(
      normalised({
        currency: 'GBP',
        bankName: '  NatWest ',
        accountNo: '3192 6819',
        iban: 'gb29 nwbk 6016 1331 9268 19',
        swift: ' nwbkgb2l',
        sortCode: '60-16-13',
      }),
    ).toEqual({ ...without(accounts.GBP, 'accountName') });
    expect(normalised({ ...accounts.AUD, bsb: '032-000' })).toMatchObject({ bsb: '032000' });
    expect(normalised({ ...accounts.CAD, transit: '0001-2' })).toMatchObject({ transit: '00012' });
    expect(normalised({ ...accounts.EUR, iban: 'DE89\u00a03704\u00a00044 0532\u20110130 00' })).toEqual(accounts.EUR);
  });

  it('reports every problem at once', () => {
    expect(
      problemsOf({
        currency: 'CAD',
        accountNo: 'AB',
        institutionNumber: '3',
        transit: '123456',
        accountName: '',
        swift: 'ROYCCAT2',
        colour: 'red',
      }),
    ).toEqual([
      'swift: swift is not a field of CAD accounts.',
      'colour: colour is not a field of CAD accounts.',
      'bankName: bankName is required for CAD accounts.',
      'accountNo: accountNo must be 7 to 12 digits.',
      'accountName: accountName must not be empty.',
      'institutionNumber: institutionNumber must be 3 digits.',
      'transit: transit must be 5 digits.',
    ]);
  });

  it.each([
    ['null', null, 'bankAccount'],
    ['a list', [], 'bankAccount'],
    ['text', 'DE89370400440532013000', 'bankAccount'],
    ['no currency', {}, 'currency'],
    ['a currency nobody pays', { currency: 'JPY' }, 'currency'],
    ['a currency in lower case', { ...accounts.EUR, currency: 'eur' }, 'currency'],
    ['a name of the prototype', { currency: 'constructor' }, 'currency'],
  ])('refuses %s', (_reason, input, field) => {
    const check = checkBankAccount(input);
    expect(check.ok ? [] : check.problems.map((problem) => problem.field)).toEqual([field]);
  });

  it('refuses a field whose name is not one, without repeating it', () => {
    const misplaced = { ...accounts.EUR, DE89370400440532013000: 'iban' };
    expect(problemsOf(misplaced)).toEqual(['bankAccount: bankAccount has a field whose name is not a word.']);
    const polluted: unknown = JSON.parse(
      '{"currency":"AUD","bankName":"W","accountNo":"1","bsb":"032000","__proto__":{}}',
    );
    expect(problemsOf(polluted)).toEqual(['bankAccount: bankAccount has a field whose name is not a word.']);
  });

  it.each<[string, FiatCurrency, Fields, string]>([
    [
      'a mistyped IBAN',
      'EUR',
      { iban: 'DE89370400440532010300' },
      'iban has wrong check digits, so at least one character is mistyped.',
    ],
    ['a BIC of another country', 'EUR', { swift: 'CHASUS33' }, 'swift is of another country than the iban.'],
    ['a BIC too short', 'SGD', { swift: 'DBSSSG' }, 'swift must have 8 or 11 characters.'],
    [
      'a mistyped routing number',
      'USD',
      { aba: '021000022' },
      'aba has a wrong check digit, so at least one digit is mistyped.',
    ],
    ['a BSB too short', 'AUD', { bsb: '03200' }, 'bsb must be 6 digits.'],
    ['a sort code too short', 'GBP', { sortCode: '60161' }, 'sortCode must be 6 digits.'],
    [
      '7 digits beside a sort code',
      'GBP',
      { accountNo: '1926819' },
      'accountNo must be 8 digits beside a sort code: put zeros before a shorter number.',
    ],
    ['35 characters', 'EUR', { accountNo: '1'.repeat(35) }, 'accountNo must be 1 to 34 letters or digits.'],
    ['punctuation', 'USD', { accountNo: '1234/5678' }, 'accountNo must be 1 to 34 letters or digits.'],
    ['6 digits', 'CAD', { accountNo: '123456' }, 'accountNo must be 7 to 12 digits.'],
    ['13 digits', 'CAD', { accountNo: '1234567890123' }, 'accountNo must be 7 to 12 digits.'],
    ['11 digits', 'AUD', { accountNo: '12345678901' }, 'accountNo must be 1 to 10 letters or digits.'],
    ['4 digits', 'SGD', { accountNo: '1234' }, 'accountNo must be 5 to 34 letters or digits.'],
    ['zeros only', 'USD', { accountNo: '0000-0000' }, 'accountNo must not be all zeros.'],
    ['a number', 'USD', { accountNo: 123456789 }, 'accountNo must be text, since a number loses its leading zeros.'],
    ['an object', 'USD', { accountNo: { value: '1' } }, 'accountNo must be text.'],
    ['as long as a book', 'EUR', { iban: 'D'.repeat(1_000_000) }, 'iban is much too long.'],
    ['empty', 'EUR', { bankName: '  ' }, 'bankName must not be empty.'],
    [
      'a line break',
      'EUR',
      { accountName: 'John\nDoe' },
      'accountName must not contain line breaks or other control characters.',
    ],
    [
      'a direction override',
      'EUR',
      { accountName: 'John \u202eeoD' },
      'accountName must not contain line breaks or other control characters.',
    ],
    ['141 characters', 'EUR', { accountName: 'é'.repeat(141) }, 'accountName must not be longer than 140 characters.'],
  ])('refuses: %s, %s', (_reason, currency, change, message) => {
    const check = checkBankAccount({ ...accounts[currency], ...change });
    expect(check.ok ? [] : check.problems.map((problem) => problem.message)).toEqual([message]);
    const entered = Object.values(change).map(String).join();
    if (entered.trim().length > 3) expect(JSON.stringify(check)).not.toContain(entered);
  });

  it.each<[string, FiatCurrency, Fields]>([
    ['IBAN only', 'EUR', without({ ...accounts.EUR }, 'accountNo')],
    ['a BIC with its branch', 'EUR', { swift: 'DEUTDEFF500' }],
    ['no sort code, account number of a building society', 'GBP', { sortCode: null, accountNo: '1234-5678901' }],
    ['account abroad by SWIFT', 'USD', { aba: null, swift: 'DBSSSGSG' }],
    ['joiners a name in Persian needs', 'EUR', { accountName: 'علی\u200cرضا' }],
    ['a name of 140 characters outside the basic plane', 'EUR', { accountName: '𠮷'.repeat(140) }],
  ])('accepts: %s, %s', (_reason, currency, change) => {
    expect(problemsOf({ ...accounts[currency], ...change })).toEqual([]);
  });

  it('gives back what it gave, for anything it accepts', () => {
    const entered = fc.constantFrom(...fiatCurrencies).chain((currency) =>
      fc.record({
        account: fc.constant(accounts[currency]),
        separator: fc.constantFrom('', ' ', '-', '\u00a0'),
        every: fc.integer({ min: 1, max: 6 }),
      }),
    );
    fc.assert(
      fc.property(entered, ({ account, separator, every }) => {
        const spaced = Object.fromEntries(
          Object.entries(account).map(([name, value]) => [
            name,
            /Name|Address|currency/.test(name)
              ? value
              : String(value)
                  .replace(new RegExp(`(.{${every}})`, 'g'), `$1${separator}`)
                  .toLowerCase(),
          ]),
        );
        expect(normalised(spaced)).toEqual(account);
        expect(normalised(normalised(spaced))).toEqual(account);
      }),
    );
  });

  it('never throws and never repeats a value, whatever it is given', () => {
    const field = fc.constantFrom('currency', ...accountFields);
    const secret = fc.stringMatching(/^[A-Z0-9]{6,40}$/).map((letters) => `§${letters}`);
    const junk = fc.dictionary(field, fc.oneof(fc.constantFrom(...fiatCurrencies), secret, fc.anything()));
    fc.assert(
      fc.property(fc.oneof(junk, fc.anything()), (input) => {
        const check = checkBankAccount(input);
        if (!check.ok) {
          expect(check.problems.length).toBeGreaterThan(0);
          expect(JSON.stringify(check.problems)).not.toContain('§');
        }
      }),
    );
  });
});

describe('toldCountry', () => {
  it.each([
    ['by the IBAN', { iban: 'gb82 WEST 1234 5698 7654 32', swift: 'DEUTDEFF' }, 'GB'],
    ['by the BIC where no IBAN is told', { swift: 'barcgb22' }, 'GB'],
    ['by the BIC where the IBAN is hidden', { iban: '****5432', swift: 'BARCGB22' }, 'GB'],
    ['not at all where neither can be read', { iban: '****5432', swift: '021000021' }, undefined],
    ['not at all where nothing is told', {}, undefined],
  ])('%s', (_how, told, country) => {
    expect(toldCountry(told)).toBe(country);
  });
});

describe('accountCountry', () => {
  it.each([
    ['the IBAN wins', { iban: 'GB29NWBK60161331926819', swift: 'NWBKJE2L' }, 'GB'],
    ['the BIC without an IBAN', { swift: 'DBSSSGSG' }, 'SG'],
    ['neither', {}, undefined],
  ])('%s', (_reason, account, country) => {
    expect(accountCountry(account)).toBe(country);
  });
});
