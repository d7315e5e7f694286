import type { TransferReport } from '../../src/banking/transfer-reports';
import { transferWords } from '../../src/workflows/transfer-words';

const grace = '2026-12-03T00:00:00.000Z';
const report = (changes: Partial<TransferReport>): TransferReport => ({
  ...{ reportId: 'r-1', outcome: 'credited', evidence: 'bank-report', seenAt: '2026-12-01T09:00:05.000Z' },
  ...changes,
});
const bounced = report({
  ...{ reportId: 'r-2', outcome: 'returned', code: 'AC04', fundsReturned: true },
  ...{ occurredAt: '2026-12-04T08:00:00+01:00', seenAt: '2026-12-04T09:00:00.000Z' },
});

describe('whose word a transfer stands by', () => {
  it('is nobody, of one that nothing was said of', () => {
    expect(transferWords('sent', { reports: [], fundsBack: undefined }, grace)).toEqual({});
  });

  it('is a bank, with when it happened and when that was heard', () => {
    const credited = report({ occurredAt: '2026-12-01T09:00:00.000Z' });
    expect(transferWords('credited', { reports: [credited], fundsBack: undefined }, grace)).toEqual({
      arrived: {
        evidence: 'bank-report',
        occurredAt: '2026-12-01T09:00:00.000Z',
        reportedAt: '2026-12-01T09:00:05.000Z',
      },
    });
  });

  it('is silence, until when it lasted, of one that is presumed to have arrived', () => {
    expect(transferWords('presumed-credited', { reports: [], fundsBack: undefined }, grace)).toEqual({
      arrived: { evidence: 'window-elapsed', reportedAt: grace },
    });
  });

  it('is both, of one that arrived and came back', () => {
    const words = transferWords('returned', { reports: [report({}), bounced], fundsBack: '229.80' }, grace);
    expect(words).toEqual({
      arrived: { evidence: 'bank-report', reportedAt: '2026-12-01T09:00:05.000Z' },
      failed: {
        ...{ evidence: 'bank-report', occurredAt: '2026-12-04T08:00:00+01:00' },
        ...{ reportedAt: '2026-12-04T09:00:00.000Z', code: 'AC04', fundsBack: '229.80' },
      },
    });
  });

  it('is the newest of several, with the code that was given before, in whatever order they come', () => {
    const counted = report({
      ...{ reportId: 'operator-1', outcome: 'returned', evidence: 'operator', fundsReturned: true },
      seenAt: '2026-12-05T09:00:00.000Z',
    });
    const words = [
      [bounced, counted],
      [counted, bounced],
    ].map((reports) => transferWords('returned', { reports, fundsBack: '229.30' }, grace));
    expect(words[0]).toEqual({
      failed: {
        ...{ evidence: 'operator', reportedAt: '2026-12-05T09:00:00.000Z' },
        ...{ code: 'AC04', fundsBack: '229.30' },
      },
    });
    expect(words[1]).toEqual(words[0]);
  });
});
