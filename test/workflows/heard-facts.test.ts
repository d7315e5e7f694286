import { heardFact } from '../../src/workflows/heard-facts';

const now = '2026-11-24T09:00:00.000Z';
const deposit = { about: 'deposit', event: 'received', namedBy: ['depositId'] } as const;
const report = { about: 'bank-transfer', event: 'reported', namedBy: ['reportId'] } as const;

describe("a signal's payload", () => {
  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['text', 'd-1'],
    ['a list', ['d-1']],
    ['no name', {}],
    ['an empty name', { depositId: '' }],
    ['a name of another type', { depositId: 7 }],
    ['a name without an end', { depositId: 'd'.repeat(501) }],
    ['the mark of what could not be decoded', { unreadable: true }],
    ['a hint, which is to be looked up', { depositId: 'd-1', evidence: 'webhook-hint' }],
  ])('is no fact if it is %s', (_why, payload) => {
    expect(heardFact(deposit, payload, now)).toBeUndefined();
  });

  it('is a fact with only its fields of the right type', () => {
    const payload = { depositId: 'd-1', address: {}, amount: 5, network: 'ETH', status: null, other: 'x', seenAt: 3 };
    expect(heardFact(deposit, payload, now)).toEqual({
      about: 'deposit',
      event: 'received',
      seen: { depositId: 'd-1', network: 'ETH', seenAt: now, evidence: 'webhook' },
    });
  });

  it.each(['-1', '1e3', '1,000.00', 'much'])(
    'has no amount if that is %s, which must not take the place of one',
    (amount) => {
      expect(heardFact(deposit, { depositId: 'd-1', amount }, now)?.seen).not.toHaveProperty('amount');
      // A bank's word about another amount than was sent is a reason to look.
      expect(heardFact(report, { reportId: 'r-1', outcome: 'credited', amount }, now)?.seen).toMatchObject({ amount });
    },
  );

  it('keeps when and by whom it was seen', () => {
    const seen = { depositId: 'd-1', seenAt: '2026-11-24T08:00:00.000Z', evidence: 'sweep' };
    expect(heardFact(deposit, seen, now)).toMatchObject({ seen });
  });

  it.each([
    ['has an outcome that is unknown', { reportId: 'r-1', outcome: 'lost' }],
    ['has no outcome', { reportId: 'r-1' }],
    ['has no id', { outcome: 'credited' }],
  ])('is no fact if a bank report %s', (_why, payload) => {
    expect(heardFact(report, payload, now)).toBeUndefined();
  });

  it("is never an operator's word", () => {
    const claimed = { reportId: 'r-1', outcome: 'credited', evidence: 'operator' };
    expect(heardFact(report, claimed, now)).toMatchObject({ seen: { evidence: 'webhook' } });
  });

  it('keeps the numbers and flags of a bank report, if they are such', () => {
    const sound = { reportId: 'r-1', outcome: 'failed', attempt: 1, fundsReturned: true };
    expect(heardFact(report, sound, now)).toMatchObject({ seen: sound });
    const odd = heardFact(report, { ...sound, attempt: 1.5, fundsReturned: 'yes' }, now)?.seen;
    expect(odd).not.toHaveProperty('attempt');
    expect(odd).not.toHaveProperty('fundsReturned');
  });
});
