import fc from 'fast-check';
import {
  addAmounts,
  amountsEqual,
  compareAmounts,
  formatAmount,
  InvalidAmount,
  isAmount,
  isPaymentOf,
  payableAmount,
  subtractAmounts,
  sumAmounts,
} from '../../src/banking/money';

/** Amounts with up to 18 decimals, together with the same value as a count of 10^-18, for an independent calculation. */
const amounts = fc.bigInt({ min: 0n, max: 10n ** 40n }).map((units) => ({ units, amount: fromUnits(units) }));

function fromUnits(units: bigint): string {
  const digits = units.toString().padStart(19, '0');
  return `${digits.slice(0, -18)}.${digits.slice(-18)}`;
}

describe('isAmount', () => {
  it.each([
    ['whole', '250'],
    ['with a fraction', '0.10'],
    ['zero', '0'],
    ['leading zeros, which some providers send', '007.50'],
    ['30 digits on both sides', `${'9'.repeat(30)}.${'9'.repeat(30)}`],
  ])('accepts %s', (_reason, value) => {
    expect(isAmount(value)).toBe(true);
  });

  it.each([
    ['a number, which may have lost digits', 250],
    ['a negative amount', '-1'],
    ['a sign', '+1'],
    ['an exponent, which big.js would take', '1e5'],
    ['a missing whole part, which big.js would take', '.5'],
    ['a missing fraction, which big.js would take', '5.'],
    ['thousands separators', '1,000'],
    ['a decimal comma', '1,5'],
    ['two points', '1.2.3'],
    ['spaces around', ' 1 '],
    ['a line break at the end', '1\n'],
    ['digits of another script', '١٢٣'],
    ['nothing', ''],
    ['not a number', 'NaN'],
    ['infinity', 'Infinity'],
    ['hexadecimal', '0x10'],
    ['31 digits before the point', '1'.repeat(31)],
    ['31 digits after the point', `0.${'1'.repeat(31)}`],
    ['null', null],
    ['undefined', undefined],
    ['an object that prints as an amount', { toString: () => '1' }],
  ])('refuses %s', (_reason, value) => {
    expect(isAmount(value)).toBe(false);
  });
});

describe('arithmetic', () => {
  it('is exact where JavaScript numbers are not', () => {
    expect(addAmounts('0.1', '0.2')).toBe('0.3');
    expect(addAmounts('9007199254740993', '0.000000000000000001')).toBe('9007199254740993.000000000000000001');
    expect(subtractAmounts('1', '0.000000000000000001')).toBe('0.999999999999999999');
  });

  it('writes large and small results without an exponent', () => {
    expect(addAmounts('9'.repeat(30), '1')).toBe(`1${'0'.repeat(30)}`);
    expect(subtractAmounts('0.0000000002', '0.0000000001')).toBe('0.0000000001');
  });

  it('adds the largest amounts any number of times', () => {
    const largest = '9'.repeat(30);
    expect(sumAmounts(Array.from({ length: 1000 }, () => largest))).toBe(`${BigInt(largest) * 1000n}`);
  });

  it('takes no amounts together for zero', () => {
    expect(sumAmounts([])).toBe('0');
    expect(sumAmounts(['0.10', '0.20', '1'])).toBe('1.3');
  });

  it('refuses a difference below zero', () => {
    expect(() => subtractAmounts('1', '1.01')).toThrow(InvalidAmount);
    expect(subtractAmounts('1.10', '1.1')).toBe('0');
  });

  it('refuses what is not an amount without repeating it', () => {
    for (const bad of ['1e5', '', 'DE89370400440532013000']) {
      expect(() => addAmounts('1', bad)).toThrow(InvalidAmount);
      expect(() => compareAmounts(bad, '1')).toThrow(
        'An amount must be plain decimal digits with an optional fraction, such as 250.10.',
      );
    }
  });

  it('refuses a JavaScript number even where the compiler was not asked', () => {
    // @ts-expect-error Amounts are text.
    expect(() => addAmounts('1', 0.1)).toThrow();
  });

  it('agrees with integer arithmetic for any two amounts', () => {
    fc.assert(
      fc.property(amounts, amounts, (left, right) => {
        expect(amountsEqual(addAmounts(left.amount, right.amount), fromUnits(left.units + right.units))).toBe(true);
        const order = left.units < right.units ? -1 : left.units > right.units ? 1 : 0;
        expect(compareAmounts(left.amount, right.amount)).toBe(order);
        const sum = addAmounts(left.amount, right.amount);
        expect(amountsEqual(subtractAmounts(sum, right.amount), left.amount)).toBe(true);
      }),
    );
  });

  it('gives the same sum in any order', () => {
    fc.assert(
      fc.property(fc.array(amounts, { maxLength: 8 }), (list) => {
        const all = list.map(({ amount }) => amount);
        expect(sumAmounts(all)).toBe(sumAmounts([...all].reverse()));
      }),
    );
  });
});

describe('what a bank can pay', () => {
  it.each([
    ['cuts what is less than a cent', '229.809999', 'EUR', '229.80'],
    ['cuts what is less than a cent from a whole amount', '229.000001', 'USD', '229.00'],
    ['leaves an amount in cents as it is written', '229.8', 'EUR', '229.8'],
    ['leaves a whole amount as it is written', '229', 'GBP', '229'],
    ['leaves crypto as it is', '229.803456', 'USDT', '229.803456'],
  ])('%s', (_what, amount, currency, payable) => expect(payableAmount(amount, currency)).toBe(payable));

  it.each([
    ['the same', '229.803456', '229.803456', 'EUR', true],
    ['the same in cents, cut', '229.80', '229.806', 'EUR', true],
    ['the same in cents, rounded', '229.81', '229.805', 'EUR', true],
    ['another cent', '229.81', '229.803456', 'EUR', false],
    ['a cent less', '229.79', '229.803456', 'EUR', false],
    ['another part of a cent', '229.8034', '229.803456', 'EUR', false],
    ['another amount of whole cents', '229.79', '229.80', 'USD', false],
    ['another part of a crypto unit', '229.80', '229.803456', 'USDT', false],
  ])('takes for a payment of it or not: %s', (_what, paid, owed, currency, isOne) => {
    expect(isPaymentOf(paid, owed, currency)).toBe(isOne);
  });

  it('is never more than is there, and never a cent less', () => {
    fc.assert(
      fc.property(amounts, ({ amount }) => {
        const payable = payableAmount(amount, 'EUR');
        expect(compareAmounts(payable, amount)).toBeLessThanOrEqual(0);
        expect(compareAmounts(addAmounts(payable, '0.01'), amount)).toBe(1);
        expect(isPaymentOf(payable, amount, 'EUR')).toBe(true);
      }),
    );
  });
});

describe('amountsEqual', () => {
  it.each([
    ['trailing zeros', '1.10', '1.1', true],
    ['leading zeros', '01', '1', true],
    ['zero however written', '0.00', '0', true],
    ['a difference in the last of 18 decimals', '1.000000000000000001', '1', false],
  ])('looks at values, not spelling: %s', (_reason, left, right, equal) => {
    expect(amountsEqual(left, right)).toBe(equal);
  });
});

describe('formatAmount', () => {
  it.each([
    ['fiat is padded to its minor digits', '1250.5', 'EUR', '1,250.50 EUR'],
    ['whole fiat has its minor digits too', '1000000', 'USD', '1,000,000.00 USD'],
    ['crypto is shown as it is', '0.000001', 'USDT', '0.000001 USDT'],
    ['whole crypto has no point', '1000', 'USDC', '1,000 USDC'],
    ['nothing is rounded away', '0.129', 'GBP', '0.129 GBP'],
    ['three digits need no separator', '999', 'SGD', '999.00 SGD'],
    ['superfluous zeros go', '01.500', 'AUD', '1.50 AUD'],
  ] as const)('%s', (_reason, amount, currency, shown) => {
    expect(formatAmount(amount, currency)).toBe(shown);
  });
});
