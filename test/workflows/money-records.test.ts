import type { MoneyRecord } from '../../src/signals/sightings';
import { foldFacts, noFacts, type Fact } from '../../src/workflows/facts';
import { shownMoneyRecords } from '../../src/workflows/money-records';

const at = (second: number): string => new Date(Date.UTC(2026, 10, 24, 9, 0, second)).toISOString();

function deposit(status: string): Fact {
  const seen = { depositId: 'd-1', amount: '250.00', currency: 'USDT', status, seenAt: at(9) };
  return { about: 'deposit', event: 'observed', seen: { ...seen, evidence: 'look-up' } };
}

function recorded(seen: Partial<MoneyRecord>): Fact {
  const refund = { recordId: 'refund:0xabc', kind: 'refund', amount: '100.00', currency: 'USDT' } as const;
  return { about: 'money', event: 'recorded', seen: { ...refund, evidence: 'operator', seenAt: at(1), ...seen } };
}

const shownOf = (...facts: Fact[]) => shownMoneyRecords(foldFacts(noFacts, facts), 'd-1', 'USDT');

describe('the records of money that no transfer took', () => {
  it('are none where nobody says anything', () => {
    expect(shownOf(deposit('CONFIRMED'))).toEqual([]);
  });

  it('say who recorded what, oldest first', () => {
    const rest = { recordId: 'disposition:Finance', kind: 'disposition', amount: '0.50', currency: 'EUR' } as const;
    const records = shownOf(
      recorded({ ...rest, destination: 'Finance', operator: 'Kim', seenAt: at(2) }),
      recorded({ transactionId: '0xABC', operator: 'Lee' }),
    );
    expect(records).toEqual([
      {
        ...{ recordId: 'refund:0xabc', kind: 'refund', amount: '100.00', currency: 'USDT' },
        ...{ evidence: 'operator', recordedAt: at(1), transactionId: '0xABC', operator: 'Lee' },
      },
      { ...rest, evidence: 'operator', recordedAt: at(2), destination: 'Finance', operator: 'Kim' },
    ]);
  });

  it('tell the transaction also where only the id of the record names it', () => {
    expect(shownOf(recorded({}))).toMatchObject([{ transactionId: '0xabc' }]);
  });

  it('have the refund that the provider tells of', () => {
    expect(shownOf(deposit('REFUNDED'))).toEqual([
      {
        ...{ recordId: 'refund:provider', kind: 'refund', amount: '250.00', currency: 'USDT' },
        ...{ evidence: 'provider', recordedAt: at(9) },
      },
    ]);
  });

  it('count once what an operator and the provider both say', () => {
    const part = shownOf(deposit('REFUNDED'), recorded({}));
    expect(part).toMatchObject([
      { evidence: 'operator', amount: '100.00' },
      { evidence: 'provider', amount: expect.stringMatching(/^150(?:\.0+)?$/) },
    ]);
    expect(shownOf(deposit('REFUNDED'), recorded({ amount: '250' }))).toMatchObject([{ evidence: 'operator' }]);
  });
});
