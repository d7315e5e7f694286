import fc from 'fast-check';
import { cryptoBalance, fiatBalance, isAtRest, type FiatEntries } from '../../src/banking/ledger-identity';
import { sumAmounts } from '../../src/banking/money';

/** Whole cents, written as an amount. */
const cents = fc.integer({ min: 0, max: 10_000_000 }).map((value) => (value / 100).toFixed(2));
const amounts = fc.array(cents, { maxLength: 5 });

describe('the crypto of a deposit', () => {
  it.each([
    ['is held while nothing is known of it', {}, { open: '250' }],
    ['is at rest when it was traded', { traded: ['250.00'] }, { open: '0' }],
    ['is at rest when it was sent back', { refunded: ['250'] }, { open: '0' }],
    [
      'is at rest when parts went different ways',
      { traded: ['200'], refunded: ['49.5'], disposed: ['0.5'] },
      { open: '0' },
    ],
    ['is held as far as no trade took it', { traded: ['249.999999'] }, { open: '0.000001' }],
    [
      'is breached by more than was deposited',
      { traded: ['250'], refunded: ['0.01'] },
      { breach: true, excess: '0.01' },
    ],
  ])('%s', (_why, entries, expected) => {
    expect(cryptoBalance({ deposited: '250.00', traded: [], refunded: [], disposed: [], ...entries })).toEqual(
      expected,
    );
  });

  it('always comes out even: what came in is what went out and what is open', () => {
    fc.assert(
      fc.property(cents, amounts, amounts, amounts, (deposited, traded, refunded, disposed) => {
        const balance = cryptoBalance({ deposited, traded, refunded, disposed });
        const went = sumAmounts([...traded, ...refunded, ...disposed]);
        if ('open' in balance) expect(sumAmounts([went, balance.open])).toBe(sumAmounts([deposited]));
        else expect(sumAmounts([deposited, balance.excess])).toBe(went);
      }),
    );
  });
});

describe('the fiat of settled trades', () => {
  const balance = (entries: Partial<FiatEntries>) =>
    fiatBalance({ settled: ['229.80'], transfers: [], disposed: [], ...entries });
  const transfer = (standing: FiatEntries['transfers'][number]['standing']) => ({ amount: '229.80', standing });

  it.each(['queued', 'in-flight', 'unknown'] as const)('is open, and not to be sent, while %s', (standing) => {
    expect(balance({ transfers: [transfer(standing)] })).toEqual({ open: '229.8', held: '0' });
  });

  it('is open, and can be sent, once it has come back', () => {
    expect(balance({ transfers: [transfer('returned-held')] })).toEqual({ open: '229.8', held: '229.8' });
  });

  it('can be sent only as far as it was not disposed of, nor is under way', () => {
    const entries = { transfers: [transfer('returned-held'), { ...transfer('in-flight'), amount: '100' }] };
    expect(balance({ ...entries, disposed: ['29.80'] })).toEqual({ open: '200', held: '100' });
  });

  it.each(['credited', 'presumed-credited'] as const)('is at rest when its transfer is %s', (standing) => {
    expect(isAtRest(balance({ transfers: [transfer(standing)] }))).toBe(true);
  });

  it('is at rest when what came back was disposed of', () => {
    expect(isAtRest(balance({ transfers: [transfer('returned-held')], disposed: ['229.80'] }))).toBe(true);
  });

  it('is breached when it arrived and was disposed of as well', () => {
    expect(balance({ transfers: [transfer('credited')], disposed: ['1'] })).toEqual({ breach: true, excess: '1' });
  });

  it('is never at rest in a breach', () => {
    expect(isAtRest({ breach: true, excess: '1' })).toBe(false);
  });
});
