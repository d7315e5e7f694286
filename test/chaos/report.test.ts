import { nothingPaidTwice } from '../../chaos/checker/paid-twice';
import { judge } from '../../chaos/checker/verdict';
import type { Standing } from '../../chaos/checker/orders';
import { violationsOf, type RowOutcome } from '../../chaos/crash-points/outcome';
import { resultTable, summary } from '../../chaos/crash-points/report';
import { activityNames, pointNames, rowsOf, type Row } from '../../chaos/crash-points/rows';
import { logOf } from './support/accepted';

function row(activity: string, point: string): Row {
  const [found] = rowsOf({ activities: activityNames, points: pointNames }).filter(
    ({ struck, point: { name } }) => struck.name === activity && name === point,
  );
  if (!found) throw new Error(`There is no row of ${activity} at ${point}.`);
  return found;
}

function outcome(of: Row, standing: Standing, log = logOf(['customer', 'c-1', 'user-7'])): RowOutcome {
  const orders = [{ workflowId: 'offramp-1', externalId: 'user-7', standing }];
  const verdict = judge({ log, paidTwice: nothingPaidTwice, orders, listed: ['offramp-1'] });
  return { row: of, fault: '1 kill', attempts: 2, verdict, ends: [standing], tookMs: 56_040 };
}

const beforeSend = row('customer', 'before-send');
const iban = row('iban-account', 'after-accepted');
const twice = logOf(['customer', 'c-1', 'user-7'], ['customer', 'c-2', 'user-7']);

describe('the table of crash-points', () => {
  it('tells of each row what was done, what was made and how it ended', () => {
    const [, , line] = resultTable([outcome(beforeSend, { is: 'settled' })]);
    expect(line?.split(/ {2,}/)).toEqual([
      ...['customer', 'before-send', '1 kill', '2', 'customer 1, bank-account 0, flow 0', '0', 'settled', '56.0 s'],
    ]);
  });

  it('counts several orders by how they ended', () => {
    const ends: Standing[] = [{ is: 'settled' }, { is: 'under way', stage: 'creating-flow' }, { is: 'settled' }];
    const [, , line] = resultTable([{ ...outcome(beforeSend, { is: 'settled' }), ends }]);
    expect(line).toContain('2 settled, 1 NO END, at creating-flow');
  });

  it('sums up kills, duplicates and lost orders', () => {
    const outcomes = [
      outcome(beforeSend, { is: 'settled' }, twice),
      outcome(beforeSend, { is: 'broken', how: 'terminated' }),
      { row: beforeSend, reason: 'The request never came.' },
    ];
    expect(summary(outcomes, 60_000)).toBe(
      '2 of 3 rows: 2 kills, 0 freezes; 1 orders settled, 0 waiting for an operator; ' +
        '1 duplicate creates, 1 orders without an end or an explicit wait. Everything took 60.0 s.',
    );
  });
});

describe('violations', () => {
  it.each<[string, RowOutcome]>([
    ['a settled order', outcome(beforeSend, { is: 'settled' })],
    ['an IBAN that may have been added', outcome(iban, { is: 'needing attention', reason: 'outcome-unknown' })],
  ])('are not seen in %s', (_what, seen) => {
    expect(violationsOf(seen)).toEqual([]);
  });

  it.each<[string, RowOutcome, string]>([
    ['a duplicate', outcome(beforeSend, { is: 'settled' }, twice), 'was made 2 times'],
    ['a lost order', outcome(beforeSend, { is: 'under way', stage: 'creating-flow' }), 'has come to no end'],
    [
      'an order that ended before its money moved',
      outcome(beforeSend, { is: 'ended', stage: 'awaiting-deposit' }),
      'ended at awaiting-deposit',
    ],
    [
      'an order that waits for a person without need',
      outcome(beforeSend, { is: 'needing attention', reason: 'outcome-unknown' }),
      'waits for an operator (outcome-unknown)',
    ],
    [
      'another reason than the one to be expected',
      outcome(iban, { is: 'needing attention', reason: 'provider-unavailable' }),
      'waits for an operator (provider-unavailable)',
    ],
    ['a row that told nothing', { row: beforeSend, reason: 'The request never came.' }, 'The request never came.'],
  ])('are seen in %s', (_what, seen, words) => {
    expect(violationsOf(seen)).toEqual([expect.stringContaining(words)]);
  });
});
