import type { OfframpStatus } from '../../../src/client';
import { violationsOf, type OrderOutcome } from '../../../chaos/storm/outcome';

const stages = ['registering-customer', 'awaiting-deposit', 'awaiting-bank-transfer', 'watching-for-return'] as const;

function outcome(changes: Partial<OfframpStatus> = {}): OrderOutcome {
  const status: OfframpStatus = {
    reference: 'r-1',
    workflowId: 'offramp-r-1',
    stage: 'watching-for-return',
    outcome: 'settled',
    reason: 'money-arrived',
    evidence: 'bank-report',
    ids: { customerId: 'c-1', depositId: 'd-1' },
    amounts: { deposited: { amount: '250.00', currency: 'USDT' } },
    transfers: [
      { attempt: 1, state: 'credited', amount: '229.80', currency: 'EUR', submitAt: '2026-11-30T08:00:00.000Z' },
    ],
    audit: [],
    transitions: stages.map((stage) => ({ stage, at: '2026-11-28T10:00:00.000Z', evidence: 'webhook' })),
    ...changes,
  };
  const none: string[] = [];
  const own = { customerId: ['c-1'], depositId: ['d-1', 'd-2'], bankAccountId: none, flowId: none };
  return { workflowId: status.workflowId, status, own: { ...own, depositAddressId: none, tradeId: none } };
}

const pair = (stormy: OrderOutcome[], calm: OrderOutcome[]) => violationsOf({ name: 'seed 1', stormy, calm });

describe('an order in the storm', () => {
  it('may differ from that in order by when things happened and on whose word', () => {
    const [first] = outcome().status.transfers;
    const presumed = outcome({
      reason: 'should-have-arrived',
      evidence: 'window-elapsed',
      transfers: first ? [{ ...first, state: 'presumed-credited', submitAt: '2026-12-01T08:00:00.000Z' }] : [],
      transitions: stages.map((stage) => ({ stage, at: '2026-11-29T11:00:00.000Z', evidence: 'sweep' })),
    });
    expect(pair([presumed], [outcome()])).toEqual([]);
  });

  it.each<[string, Partial<OfframpStatus>]>([
    ['stages', { transitions: outcome().status.transitions.slice(0, 3) }],
    ['outcome', { outcome: 'refunded' }],
    ['reason', { reason: 'told-by-operator' }],
    ['attention', { needsAttention: { reason: 'trade-silent', since: '2026-11-28T10:00:00.000Z' } }],
    ['amounts', { amounts: { deposited: { amount: '250.01', currency: 'USDT' } } }],
    ['transfers', { transfers: [] }],
    ['knows', { ids: { customerId: 'c-1' } }],
  ])('must not differ in its %s', (field, changes) => {
    const violations = pair([outcome(changes)], [outcome()]);
    expect(violations).toEqual([expect.stringMatching(`^seed 1: ${field}: .* in the storm, .* in order\\.$`)]);
  });

  it('must hold no id that the provider has not given to it, in either run', () => {
    const strange = outcome({ ids: { customerId: 'c-2', depositId: 'd-1' } });
    const sentence = 'seed 1: customerId: it holds c-2, the provider has c-1 for it.';
    expect(pair([strange], [outcome()])).toEqual([sentence]);
    expect(pair([outcome()], [strange])).toEqual([sentence]);
  });

  it('may take the other of two deposits for its own, so that the other becomes an order of its own', () => {
    const small = {
      amounts: { deposited: { amount: '100.00', currency: 'USDT' } },
      ids: { customerId: 'c-1', depositId: 'd-2' },
    };
    const later = { transitions: outcome().status.transitions.slice(2) };
    const calm = [outcome(), outcome({ ...small, ...later })];
    const stormy = [outcome(small), outcome(later)];
    expect(pair(stormy, calm)).toEqual([]);
    expect(pair(stormy, [outcome()])).toEqual(['seed 1: 2 orders in the storm, 1 in order.']);
    expect(pair([outcome(), outcome(later)], calm)).toHaveLength(1);
  });
});
