import { foldFacts, noFacts, type Fact } from '../../src/workflows/facts';
import { receiptsOf } from '../../src/workflows/receipts';

const at = (second: number): string => new Date(Date.UTC(2026, 10, 24, 9, 0, second)).toISOString();
const facts: readonly Fact[] = [
  {
    ...({ about: 'deposit', event: 'approved' } as const),
    seen: { depositId: 'd-1', transactionId: '0xabc', evidence: 'webhook', seenAt: at(3) },
  },
  {
    ...({ about: 'deposit', event: 'received' } as const),
    seen: { depositId: 'd-1', depositedAt: '2026-11-24 08:59:58', evidence: 'webhook', seenAt: at(2) },
  },
  {
    ...({ about: 'trade', event: 'created' } as const),
    seen: { tradeId: 't-1', depositId: 'd-1', evidence: 'webhook', seenAt: at(4) },
  },
];
const settled: Fact = {
  ...({ about: 'trade', event: 'settled' } as const),
  seen: { tradeId: 't-1', depositId: 'd-1', evidence: 'webhook', seenAt: at(5) },
};
const ids = { depositId: 'd-1', tradeId: 't-1' };

describe('when money came in', () => {
  it('is not known before there is a deposit', () => {
    expect(receiptsOf(foldFacts(noFacts, facts), {})).toBeUndefined();
    expect(receiptsOf(noFacts, ids)).toBeUndefined();
  });

  it('is when the deposit was first heard of, with what the provider says of it', () => {
    const deposit = { reportedAt: at(2), depositedAt: '2026-11-24 08:59:58', transactionId: '0xabc' };
    expect(receiptsOf(foldFacts(noFacts, facts), ids)).toEqual({ deposit });
    const traded = foldFacts(noFacts, [settled, ...facts]);
    expect(receiptsOf(traded, ids)).toEqual({ deposit, trade: { reportedAt: at(5) } });
  });
});
