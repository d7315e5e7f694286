import { judgeKills } from '../../../chaos/kill/judge';
import { report, strikeLine } from '../../../chaos/kill/report';
import { short } from '../../../chaos/kill/settings';
import { castOrder, evidenceOf, judged } from './support/evidence';

const struckAt = Date.parse('2026-11-28T18:00:01.500Z');
const kill = { atMs: 0, part: 'relay', how: 'kill', forMs: 500, struckAt, backAt: struckAt + 2_000 } as const;
const freeze = { ...kill, part: 'worker 1', how: 'freeze', forMs: 12_000 } as const;

describe('the report on a run', () => {
  const orders = [
    judged(castOrder('happy', 1), { is: 'settled' }),
    judged(castOrder('balance-short', 2), { is: 'needing attention', reason: 'balance-short' }, { running: true }),
    judged(castOrder('happy', 3, 'EUR'), { is: 'needing attention', reason: 'outcome-unknown' }, { running: true }),
  ];
  const hits = [
    { strike: kill, inFlight: 4, inTheMidst: 1 },
    { strike: freeze, inFlight: 0, inTheMidst: 0 },
  ];
  const evidence = evidenceOf(orders, { hits });
  const text = report({
    ...{ settings: { ...short, seed: 7 }, evidence, verdict: judgeKills(evidence), answered: 2, refusals: [] },
    ...{ repeatedStarts: 3, missedStrikes: 1, failedStarts: 0, recoveriesMs: [100, 50_000, undefined] },
    ...{ restAfterMs: 4_000, tookMs: 60_000 },
  });

  it.each([
    'seed           7',
    'strikes        1 kills (worker 1 0, worker 2 0, relay 1, provider 0, temporal 0), 1 freezes of up to 12.0 s; 1 more',
    'in flight    1 of 1 kills and 0 of 1 freezes met orders in flight',
    'back         killed parts 2.0 s later (median), 2.0 s at most',
    'over 50.0 s later (median), 50.0 s (95 %), 50.0 s at most; 1 never',
    'ended          1 of 3 (33.3 %)',
    'waiting        2, 1 of them for what was struck, the others by their tale: 1 balance-short, 1 outcome-unknown',
    'violations     1',
  ])('says: %s', (words) => {
    expect(text).toContain(words);
  });

  it('says what each strike did', () => {
    expect(strikeLine(kill)).toBe('  18:00:01.500  relay killed, back after 2.0 s');
    expect(strikeLine(freeze)).toBe('  18:00:01.500  worker 1 frozen for 12.0 s');
  });
});
