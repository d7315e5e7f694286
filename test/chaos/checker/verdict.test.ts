import type { Standing } from '../../../chaos/checker/orders';
import { nothingPaidTwice } from '../../../chaos/checker/paid-twice';
import { judge, type Evidence } from '../../../chaos/checker/verdict';
import { logOf } from '../support/accepted';

const log = logOf(['customer', 'c-1', 'user-7']);

function evidence(standing: Standing, changes: Partial<Evidence> = {}): Evidence {
  return {
    log,
    paidTwice: nothingPaidTwice,
    orders: [{ workflowId: 'offramp-1', externalId: 'user-7', standing }],
    listed: ['offramp-1'],
    ...changes,
  };
}

describe('a verdict', () => {
  it.each<Standing>([
    { is: 'settled' },
    { is: 'ended', stage: 'awaiting-deposit' },
    { is: 'needing attention', reason: 'outcome-unknown' },
  ])('finds nothing wrong with an order that is $is', (standing) => {
    expect(judge(evidence(standing))).toMatchObject({ lost: [], duplicates: [], violations: [] });
  });

  it.each<[Standing, string]>([
    [{ is: 'under way', stage: 'creating-flow' }, 'does not say what it waits for at creating-flow'],
    [{ is: 'broken', how: 'terminated' }, 'is lost: its workflow is terminated'],
    [{ is: 'broken', how: 'not to be found' }, 'is lost: its workflow is not to be found'],
    [{ is: 'needing attention', reason: '' }, 'needs attention without saying why'],
  ])('calls an order lost that is %j', (standing, words) => {
    const { lost, violations } = judge(evidence(standing));
    expect(lost.map(({ workflowId }) => workflowId)).toEqual(['offramp-1']);
    expect(violations).toEqual([expect.stringContaining(`offramp-1 `)]);
    expect(violations.join()).toContain(words);
  });

  it('condemns what was made twice', () => {
    const twice = logOf(['customer', 'c-1', 'user-7'], ['customer', 'c-2', 'user-7']);
    expect(judge(evidence({ is: 'settled' }, { log: twice })).violations).toEqual([
      'The customer user-7 was made 2 times: c-1, c-2.',
    ]);
  });

  it('condemns a payment made twice', () => {
    const twice = logOf(['customer', 'c-1', 'user-7'], ['payment', 'p-1', 'R-2'], ['payment', 'p-2', 'R-2']);
    expect(judge(evidence({ is: 'settled' }, { log: twice })).violations).toEqual([
      'The payment R-2 was made 2 times: p-1, p-2.',
    ]);
  });

  it.each([
    [
      'a double payment',
      { doublePayments: [{ tradeId: 't-1', attempts: [1, 2] as [number, number], kind: 'sent-while-alive' }] },
      'The trade t-1 was paid twice, by attempts 1 and 2 (sent-while-alive).',
    ],
    [
      'an overpayment',
      { overpaid: [{ tradeId: 't-1', owed: '1.00', paid: '2.00', currency: 'USD' }] },
      'The trade t-1 was overpaid: 2.00 USD, where 1.00 was owed.',
    ],
    [
      'a re-send that came too soon',
      { sentBeforeReturn: [{ tradeId: 't-1', attempts: [1, 2] as [number, number] }] },
      'Attempt 2 at the trade t-1 was sent before the money of attempt 1 was back.',
    ],
  ])('condemns %s', (_why, found, sentence) => {
    const paidTwice = { ...nothingPaidTwice, ...found };
    expect(judge(evidence({ is: 'settled' }, { paidTwice })).violations).toEqual([sentence]);
  });

  it('does not believe an empty log', () => {
    expect(judge(evidence({ is: 'settled' }, { log: [] })).violations).toEqual([
      "offramp-1 is settled, but the provider's log does not hold its customer.",
    ]);
  });

  it('misses an order that Temporal does not list', () => {
    expect(judge(evidence({ is: 'settled' }, { listed: [] })).violations).toEqual([
      'offramp-1 was started, but Temporal does not list it.',
    ]);
  });

  it('notices an order that nobody started', () => {
    const listed = ['offramp-1', 'offramp-2'];
    expect(judge(evidence({ is: 'settled' }, { listed })).violations).toEqual([
      'offramp-2 is an order that nobody started.',
    ]);
  });
});
