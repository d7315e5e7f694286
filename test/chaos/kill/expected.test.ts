import { expectedOf, isReached } from '../../../chaos/kill/expected';

describe('where an order is to stand', () => {
  it('is read from the table of the simulator', () => {
    const at = (stage: string, outcome: string) => expectedOf({ stage, outcome });
    expect(at('watching-for-return', 'settled (bank-report)')).toEqual({ is: 'settled' });
    expect(at('awaiting-deposit', 'expired')).toEqual({ is: 'ended', stage: 'awaiting-deposit' });
    const reason = 'balance-short';
    expect(at('retrying-bank-transfer', `attention (${reason})`)).toEqual({ is: 'needing attention', reason });
  });

  it('is reached by nothing else', () => {
    const standings = [
      { is: 'settled' },
      { is: 'ended', stage: 'awaiting-deposit' },
      { is: 'ended', stage: 'awaiting-trade' },
      { is: 'needing attention', reason: 'balance-short' },
      { is: 'needing attention', reason: 'trade-silent' },
    ] as const;
    for (const expected of standings) {
      const reached = [...standings, { is: 'under way', stage: 'awaiting-trade' } as const].filter((standing) =>
        isReached(expected, standing),
      );
      expect(reached).toEqual([expected]);
    }
  });
});
