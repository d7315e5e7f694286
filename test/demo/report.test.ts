import type { ExpectedEnd } from '../../demo/expected-end';
import type { OrderEnd } from '../../demo/follow';
import { misses, resultTable } from '../../demo/report';
import type { OfframpStatus } from '../../src/client';
import { orderStatus } from './support/order-status';

const settled = { stage: 'watching-for-return', outcome: 'settled' } as const;
const canceled = { stage: 'awaiting-trade-settlement', needsAttention: 'trade-canceled' } as const;
const attention = (reason: string) => ({ needsAttention: { reason, since: '2026-11-24T16:00:00.000Z' } });
const reference = 'demo-1-usd';

function end(expected: ExpectedEnd, known?: Parameters<typeof orderStatus>[1]): OrderEnd {
  const status = known && orderStatus(reference, known);
  return { order: { reference, currency: 'USD', expected }, status, tookMs: 4_321 };
}

describe('the report of the demo', () => {
  it.each<[string, ExpectedEnd, Partial<OfframpStatus> & Pick<OfframpStatus, 'stage'>]>([
    ['has the outcome it should have', settled, settled],
    [
      'waits for a person for the reason it should',
      canceled,
      { stage: canceled.stage, ...attention('trade-canceled') },
    ],
    // A settled order goes on, and may need a person for what has nothing to do with how it was settled.
    ['is settled and needs attention besides', settled, { ...settled, ...attention('provider-unavailable') }],
  ])('has nothing to say against an order that %s', (_name, expected, status) => {
    expect(misses([end(expected, status)])).toEqual([]);
  });

  it.each<[string, OrderEnd, string]>([
    [
      'another outcome',
      end(settled, { stage: 'awaiting-customer-approval', outcome: 'rejected' }),
      'demo-1-usd should be settled at watching-for-return, but is rejected at awaiting-customer-approval.',
    ],
    [
      'the right outcome at another stage',
      end(
        { stage: 'awaiting-deposit', outcome: 'expired' },
        { stage: 'awaiting-customer-approval', outcome: 'expired' },
      ),
      'demo-1-usd should be expired at awaiting-deposit, but is expired at awaiting-customer-approval.',
    ],
    [
      'no outcome',
      end(settled, { stage: 'awaiting-deposit', ...attention('provider-refused') }),
      'demo-1-usd should be settled at watching-for-return, ' +
        'but is without an outcome at awaiting-deposit, needing attention (provider-refused).',
    ],
    [
      'another reason to wait for a person',
      end(canceled, { stage: canceled.stage, ...attention('trade-settlement-silent') }),
      'demo-1-usd should be needing attention (trade-canceled) at awaiting-trade-settlement, ' +
        'but is without an outcome at awaiting-trade-settlement, needing attention (trade-settlement-silent).',
    ],
    [
      'an outcome instead of a reason to wait',
      end(canceled, settled),
      'demo-1-usd should be needing attention (trade-canceled) at awaiting-trade-settlement, ' +
        'but is settled at watching-for-return.',
    ],
    ['never come', end(settled), 'There is no order demo-1-usd, though one should be settled at watching-for-return.'],
  ])('has a sentence for an order with %s', (_name, order, sentence) => {
    expect(misses([order])).toEqual([sentence]);
  });

  it('shows each order with its outcome and what that rests on, and says in words what waits for a person', () => {
    const later = { ...end(settled), order: { reference: 'demo-1-usd:deposit:?', currency: 'USD', expected: settled } };
    expect(
      resultTable([
        end(settled, { ...settled, evidence: 'bank-report', reason: 'bank-transfer-credited' }),
        later,
        end(canceled, { stage: canceled.stage, ...attention('trade-canceled') }),
      ]),
    ).toEqual([
      'reference     currency  stage                      outcome          because of      address  took',
      '------------  --------  -------------------------  ---------------  --------------  -------  -----',
      'demo-1-usd    USD       watching-for-return        settled          bank-report     -        4.3 s',
      '  :deposit:?  USD       -                          -                -               -        4.3 s',
      'demo-1-usd    USD       awaiting-trade-settlement  needs attention  trade-canceled  -        4.3 s',
      '',
      'demo-1-usd waits for a person: The provider canceled the trade.',
    ]);
  });
});
