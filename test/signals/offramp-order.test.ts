import fc from 'fast-check';
import type { FieldProblem } from '../../src/banking/account-fields';
import { fiatCurrencies } from '../../src/banking/currencies';
import { checkOfframpOrder, isReference, workflowIdOf } from '../../src/signals/offramp-order';
import { bankAccounts, newOrder } from '../support/orders';

const order = {
  reference: 'order-1',
  customer: { externalId: 'user-7', name: 'Ana Lim', email: 'ana@example.com' },
  bankAccount: bankAccounts.EUR,
  source: { currency: 'USDT', network: 'ETH' },
};

function problemsOf(input: unknown, options?: { enableMatic: boolean }): FieldProblem[] {
  const checked = checkOfframpOrder(input, options);
  return checked.ok ? [] : checked.problems;
}

const fieldsOf = (input: unknown) => problemsOf(input).map(({ field }) => field);

describe('checkOfframpOrder', () => {
  it.each(fiatCurrencies)('takes a whole order in %s as it is', (currency) => {
    const given = newOrder({ currency, deadlines: { deposit: '3 days' } });
    expect(checkOfframpOrder(given)).toEqual({ ok: true, order: given });
  });

  it('takes a customer and an account that the provider knows already', () => {
    const given = {
      ...order,
      customer: { customerId: 'c-1' },
      bankAccount: { bankAccountId: '6ac34182-aa2e-4290', currency: 'USD' },
    };
    expect(checkOfframpOrder(given)).toEqual({ ok: true, order: given });
  });

  it('normalises what people type', () => {
    const given = {
      ...order,
      customer: { externalId: ' user-7 ', name: ' Ana Lim ', email: ' ana@example.com ' },
      bankAccount: { ...order.bankAccount, iban: 'de89 3704 0044 0532 0130 00', swift: 'deutdeff' },
      deadlines: { deposit: ' 3 days ' },
    };
    expect(checkOfframpOrder(given)).toEqual({ ok: true, order: { ...order, deadlines: { deposit: '3 days' } } });
  });

  it('gives the same again for what it has normalised', () => {
    const spaced = (text: string) =>
      fc.tuple(fc.constantFrom('', ' ', '\t'), fc.constant(text)).map(([a, b]) => a + b + a);
    const orders = fc.record({
      reference: fc.stringMatching(/^[A-Za-z0-9._-]{1,48}$/),
      customer: fc.oneof(
        fc.record({
          externalId: fc.string({ minLength: 1 }),
          name: fc.string({ unit: 'grapheme' }),
          email: spaced('a@b.co'),
        }),
        fc.record({ customerId: fc.stringMatching(/^[a-z0-9-]{1,20}$/) }),
      ),
      bankAccount: fc.oneof(
        ...fiatCurrencies.map((currency) => fc.constant({ ...bankAccounts[currency], accountName: ' Zoë\u0301 ' })),
        fc.record({
          bankAccountId: fc.stringMatching(/^[a-z0-9-]{1,20}$/),
          currency: fc.constantFrom(...fiatCurrencies),
        }),
      ),
      source: fc.record({ currency: fc.constantFrom('USDT', 'USDC'), network: fc.constantFrom('ETH', 'TRX', 'MATIC') }),
      deadlines: fc.option(fc.record({ trade: spaced('1 day') }), { nil: undefined }),
    });
    let accepted = 0;
    fc.assert(
      fc.property(orders, (given) => {
        const checked = checkOfframpOrder(given, { enableMatic: true });
        if (!checked.ok) return;
        accepted += 1;
        expect(checkOfframpOrder(checked.order, { enableMatic: true })).toEqual(checked);
      }),
      { numRuns: 500 },
    );
    expect(accepted).toBeGreaterThan(50);
  });

  it('names every problem in one answer', () => {
    const given = {
      reference: 'an order',
      customer: { externalId: '', name: 7, email: 'ana' },
      bankAccount: { currency: 'EUR', bankName: 'N26', iban: 'DE00', bsb: '032000' },
      source: { currency: 'BTC', network: 'SOL' },
      deadlines: { deposit: 'soon', lunch: '1 hour' },
      note: 'x',
    };
    expect(fieldsOf(given).sort()).toEqual(
      [
        ...['bankAccount.bsb', 'bankAccount.iban', 'bankAccount.swift'],
        ...['customer.email', 'customer.externalId', 'customer.name'],
        ...['deadlines.deposit', 'deadlines.lunch', 'note', 'reference', 'source.currency', 'source.network'],
      ].sort(),
    );
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'order'],
    ['a list', [order]],
  ])('refuses %s', (_why, input) => {
    expect(problemsOf(input)).toEqual([{ field: 'order', message: 'must be an object' }]);
  });

  it('asks for every part that is missing', () => {
    expect(fieldsOf({})).toEqual(['customer', 'bankAccount', 'source', 'reference']);
  });
});

describe('the reference of an order', () => {
  it.each([
    ['letters, digits, dot, underscore and hyphen', 'Az09._-'],
    ['the longest', 'x'.repeat(48)],
    ['something like an IBAN whose check digits are wrong', 'DE88370400440532013000'],
    ['another number than the account', '99887766'],
  ])('may be %s', (_why, reference) => {
    expect(checkOfframpOrder({ ...order, reference })).toMatchObject({ ok: true });
    expect(isReference(reference)).toBe(true);
  });

  it.each<[string, unknown]>([
    ['missing', undefined],
    ['null', null],
    ['a number', 17],
    ['empty', ''],
    ['too long', 'x'.repeat(49)],
    ['an e-mail address', 'ana@example.com'],
    ['with a space', 'order 1'],
    ['with a line feed at its end', 'order-1\n'],
    ['with a colon, which separates parts of workflow ids', 'order:1'],
    ['in another script', 'заказ-1'],
    ['an IBAN', 'DE89370400440532013000'],
    ['an IBAN in small letters', 'de89370400440532013000'],
    ['an IBAN with separators', 'DE89-3704-0044-0532-0130-00'],
    ['an IBAN with dots and underscores', 'DE89.3704_0044.0532_0130.00'],
  ])('may not be %s', (_why, reference) => {
    expect(fieldsOf({ ...order, reference })).toContain('reference');
    expect(isReference(reference)).toBe(false);
  });

  it.each([
    ['the same', '1234567890', '1234567890'],
    ['with other separators', '12-345.678_90', '1234 567 890'],
    ['with hyphens of another kind', '1234567890', '1234\u2011567\u2011890'],
    ['in other capitals', 'ab123456', 'AB123456'],
  ])('may not be the account number: %s', (_why, reference, accountNo) => {
    const bankAccount = { ...bankAccounts.USD, accountNo };
    expect(problemsOf({ ...order, reference, bankAccount })).toEqual([
      { field: 'reference', message: 'must not be the account number' },
    ]);
  });

  it('becomes the id of the workflow', () => {
    expect(workflowIdOf('order-1')).toBe('offramp-order-1');
  });
});

describe('the parts of an order', () => {
  it.each<[string, object, string[]]>([
    ['an unknown field of the order', { note: 'x' }, ['note']],
    ['an unknown field of the customer', { customer: { ...order.customer, phone: '1' } }, ['customer.phone']],
    ['an unknown field of the account', { bankAccount: { ...order.bankAccount, colour: '1' } }, ['bankAccount.colour']],
    ['an unknown field of the source', { source: { ...order.source, chain: '1' } }, ['source.chain']],
    ['an unknown deadline', { deadlines: { lunch: '1 day' } }, ['deadlines.lunch']],
    [
      'both kinds of customer',
      { customer: { ...order.customer, customerId: 'c-1' } },
      ['customer.externalId', 'customer.name', 'customer.email'],
    ],
    [
      'both kinds of account',
      { bankAccount: { bankAccountId: 'b-1', currency: 'EUR', iban: 'x' } },
      ['bankAccount.iban'],
    ],
    ['a known account without its currency', { bankAccount: { bankAccountId: 'b-1' } }, ['bankAccount.currency']],
    ['an id that the provider would not give', { customer: { customerId: 'c 1' } }, ['customer.customerId']],
    ['an id that is a number', { bankAccount: { bankAccountId: 7, currency: 'EUR' } }, ['bankAccount.bankAccountId']],
    ['an id that is null', { customer: { customerId: null } }, ['customer.customerId']],
    ['a name with a line break', { customer: { ...order.customer, name: 'Ana\nLim' } }, ['customer.name']],
    ['a name too long for a bank', { customer: { ...order.customer, name: 'x'.repeat(141) } }, ['customer.name']],
    ['an e-mail without a host', { customer: { ...order.customer, email: 'ana@' } }, ['customer.email']],
    ['an e-mail with two @', { customer: { ...order.customer, email: 'a@b@example.com' } }, ['customer.email']],
    ['a customer that is a list', { customer: [] }, ['customer']],
    ['a source that is a text', { source: 'USDT' }, ['source']],
    ['a crypto currency in small letters', { source: { currency: 'usdt', network: 'ETH' } }, ['source.currency']],
    ['deadlines that are null', { deadlines: null }, ['deadlines']],
    ['a deadline of zero', { deadlines: { deposit: '0 days' } }, ['deadlines.deposit']],
    ['a deadline of over a year', { deadlines: { deposit: '2 weeks', trade: '500 days' } }, ['deadlines.trade']],
    ['a deadline that is a number', { deadlines: { deposit: 5 } }, ['deadlines.deposit']],
  ])('are checked: %s', (_why, change, fields) => {
    expect(fieldsOf({ ...order, ...change })).toEqual(fields);
  });

  it('do not include MATIC unless it is enabled', () => {
    const given = { ...order, source: { currency: 'USDC', network: 'MATIC' } };
    expect(problemsOf(given)).toEqual([{ field: 'source.network', message: 'must be ETH or TRX' }]);
    expect(problemsOf(given, { enableMatic: true })).toEqual([]);
  });

  it('are not taken from a prototype', () => {
    const given = JSON.parse(JSON.stringify(order).replace('"source"', '"__proto__"')) as unknown;
    expect(fieldsOf(given)).toContain('source');
  });
});

describe('a problem with an order', () => {
  // A marker that no rule accepts, nor any message holds by chance.
  const marker = fc.stringMatching(/^Q[0-9]{6}ß[0-9]{6}Z$/);
  const places: [string, (value: unknown) => unknown][] = [
    ['reference', (value) => ({ ...order, reference: value })],
    ['customer', (value) => ({ ...order, customer: value })],
    ...['externalId', 'name', 'email', 'customerId', 'unknown'].map<[string, (value: unknown) => unknown]>((field) => [
      `customer.${field}`,
      (value) => ({ ...order, customer: { externalId: '', [field]: value } }),
    ]),
    ...['currency', 'bankName', 'iban', 'swift', 'accountNo', 'accountName', 'bsb', 'bankAccountId'].map<
      [string, (value: unknown) => unknown]
    >((field) => [
      `bankAccount.${field}`,
      (value) => ({ ...order, bankAccount: { ...order.bankAccount, [field]: value } }),
    ]),
    ['source.currency', (value) => ({ ...order, source: { ...order.source, currency: value } })],
    ['source.network', (value) => ({ ...order, source: { ...order.source, network: value } })],
    ['deadlines', (value) => ({ ...order, deadlines: value })],
    ['deadlines.deposit', (value) => ({ ...order, deadlines: { deposit: value } })],
    ['a field of the order named by it', (value) => ({ ...order, [String(value)]: 1 })],
    ['a field of the customer named by it', (value) => ({ ...order, customer: { [String(value)]: 1 } })],
    [
      'a field of the account named by it',
      (value) => ({ ...order, bankAccount: { ...order.bankAccount, [String(value)]: 1 } }),
    ],
    [
      'a field beside bankAccountId named by it',
      (value) => ({ ...order, bankAccount: { bankAccountId: 'b', [String(value)]: 1 } }),
    ],
    ['a deadline named by it', (value) => ({ ...order, deadlines: { [String(value)]: '1 day' } })],
  ];

  it.each(places)('never repeats what was given: %s', (_place, put) => {
    fc.assert(
      fc.property(marker, fc.constantFrom<'text' | 'list' | 'object'>('text', 'list', 'object'), (text, kind) => {
        const value = kind === 'text' ? text : kind === 'list' ? [text] : { [text]: text };
        const given = put(value) as object;
        const problems = problemsOf({ ...given, source: 'source' in given ? given.source : undefined, extra: 1 });
        expect(problems.length).toBeGreaterThan(0);
        expect(JSON.stringify(problems)).not.toContain(text);
      }),
      { numRuns: 20 },
    );
  });
});
