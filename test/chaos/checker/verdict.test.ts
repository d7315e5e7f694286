import type { Standing } from '../../../chaos/checker/orders';
import { judge, type Evidence } from '../../../chaos/checker/verdict';
import { logOf } from '../support/accepted';

const log = logOf(['customer', 'c-1', 'user-7']);

function evidence(standing: Standing, changes: Partial<Evidence> = {}): Evidence {
  return {
    log,
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
