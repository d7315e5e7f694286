import fc from 'fast-check';
import { checkOfframpOrder } from '../../src/signals/offramp-order';
import { foldFacts, type Fact } from '../../src/workflows/facts';
import { heardFact } from '../../src/workflows/heard-facts';
import { orderDetails } from '../../src/workflows/order-details';
import { OrderState } from '../../src/workflows/order-state';
import { newOrder } from '../support/orders';

const now = Date.parse('2026-11-27T16:30:00.000Z');
const seenAt = '2026-11-27T16:20:00.000Z';

/** A German order as it is known at the stage that the changes say. */
function order(change: (state: OrderState) => void): OrderState {
  const checked = checkOfframpOrder({ ...newOrder(), reference: 'order-1' }, { enableMatic: true });
  if (!checked.ok) throw new Error('The order of the test is wrong.');
  const state = new OrderState(checked.order);
  change(state);
  return state;
}

const depositFacts: Fact[] = [
  {
    about: 'deposit',
    event: 'received',
    seen: {
      depositId: 'd-1',
      amount: '250.00',
      currency: 'USDT',
      evidence: 'webhook',
      seenAt: '2026-11-27T15:00:00.000Z',
    },
  },
  {
    about: 'deposit',
    event: 'observed',
    seen: { depositId: 'd-1', status: 'ACTION_REQUIRED', evidence: 'look-up', seenAt: '2026-11-27T16:00:00.000Z' },
  },
];

const held = order((state) => {
  state.stage = 'confirming-deposit';
  state.transitions.push({ stage: 'confirming-deposit', at: '2026-11-27T15:00:01.000Z', evidence: 'webhook' });
  state.facts = foldFacts(state.facts, depositFacts);
  state.ids = { depositId: 'd-1' };
  state.attention = { reason: 'deposit-held', since: '2026-11-27T16:00:00.000Z', detail: 'Ask | for <proof>.' };
  state.waitingFor = 'the confirmations of the deposit';
  state.deadlineAt = Date.parse('2026-11-28T15:00:01.000Z');
  state.upcoming = [{ at: Date.parse('2026-11-27T22:00:00.000Z'), what: 'it asks the provider how things stand.' }];
});

const waiting = order((state) => {
  state.stage = 'awaiting-deposit';
  state.transitions.push({ stage: 'awaiting-deposit', at: '2026-11-27T15:00:01.000Z', evidence: 'look-up' });
  state.waitingFor = "the customer's deposit";
  state.deadlineAt = Date.parse('2026-12-04T15:00:01.000Z');
  state.overdueSince = '2026-11-27T16:00:00.000Z';
  state.upcoming = [{ at: state.deadlineAt, what: 'the order ends as expired (no deposit).' }];
});

function failedTransfer(state: OrderState, fundsReturned: boolean): void {
  state.stage = 'awaiting-bank-transfer';
  state.ids = { depositId: 'd-1', tradeId: 't-1' };
  state.facts = foldFacts(state.facts, [
    ...depositFacts,
    {
      about: 'trade',
      event: 'settled',
      seen: {
        ...{ tradeId: 't-1', depositId: 'd-1', fromAmount: '250.00', fromCurrency: 'USDT' },
        ...{ toAmount: '229.80', toCurrency: 'EUR', evidence: 'webhook', seenAt: '2026-11-27T15:10:00.000Z' },
      },
    },
    {
      about: 'bank-transfer',
      event: 'reported',
      seen: {
        ...{ reportId: 'r-1', outcome: 'failed', attempt: 1, code: 'AC04', fundsReturned },
        ...{ evidence: 'bank-report', seenAt: '2026-11-27T16:10:00.000Z' },
      },
    },
  ]);
  state.sentTransfers = [
    {
      ...{ attempt: 1, tradeId: 't-1', depositId: 'd-1', amount: '229.80', currency: 'EUR', progress: 'queued' },
      ...{ submitAt: '2026-11-27T15:10:00.000Z', expected: { earliest: '2026-11-30', latest: '2026-11-30' } },
    },
  ];
}

const ended = order((state) => {
  state.stage = 'watching-for-return';
  state.ended = true;
  state.ending = { outcome: 'settled', reason: 'money-arrived', evidence: 'bank-report' };
  state.waitingFor = 'nothing: the order has ended';
  state.amounts = { paidOut: { amount: '229.80', currency: 'EUR' } };
});

describe('the details of an order say', () => {
  it.each<[string, OrderState, string]>([
    ['the stage and since when', held, '**Confirming deposit** since 2026-11-27 15:00 UTC (Fri 27 Nov, 16:00 Berlin)'],
    [
      'why it needs an operator',
      held,
      '### Needs attention: deposit held\n\nThe provider holds the deposit for review',
    ],
    ['what was said of it, in one line', held, '> Ask   for  proof .'],
    ['what brought it there', held, "It came to this stage because of the provider's webhook."],
    ['what was heard last', held, '- 2026-11-27 16:00:00: Deposit is ACTION_REQUIRED (the provider, when asked)'],
    [
      'what was heard before',
      held,
      "- 2026-11-27 15:00:00: Deposit of 250.00 USDT was received (the provider's webhook)",
    ],
    ['what it waits for', held, '### What it waits for\n\nAn operator, or news: the confirmations of the deposit.'],
    ['until when', waiting, "The customer's deposit. It waits until 2026-12-04 15:00 UTC (Fri 4 Dec, 16:00 Berlin)."],
    ['that it is overdue', waiting, '### Overdue\n\nExpected by 2026-11-27 16:00 UTC (Fri 27 Nov, 17:00 Berlin).'],
    [
      'what happens next',
      held,
      '### What happens next by itself\n\n- 2026-11-27 22:00 UTC (Fri 27 Nov, 23:00 Berlin): it asks the provider how things stand.',
    ],
    ['that nothing does', order((state) => failedTransfer(state, false)), 'Nothing before something is heard.'],
    ['which command to think of first', held, '**`retryNow`** (helps most often): Try the failed step again'],
    [
      'the commands to type',
      held,
      '\n```\nnpm run -s offramp -- retry-now order-1 \\\n  --operator <you> --reason <why>\n',
    ],
    ['the Update to send', held, '\n{"operator":"<you>","reason":"<why>"}\n```\n'],
    [
      'the attempt that a command is about',
      order((state) => failedTransfer(state, false)),
      'npm run -s offramp -- confirm-funds-returned order-1 \\\n  --attempt 1 --operator <you> --reason <why>\n',
    ],
    [
      'what a bank has reported',
      order((state) => failedTransfer(state, false)),
      "- 2026-11-27 16:10:00: Transfer 1 is reported as failed (AC04), its money is not back (a bank's report)",
    ],
    [
      'what has to be found out first',
      order((state) => {
        failedTransfer(state, false);
        state.attention = { reason: 'double-payment', since: seenAt };
      }),
      'Find out which transfer arrived: confirmFundsReturned for the one that did not.',
    ],
    [
      'the one day on which money is expected',
      order((state) => failedTransfer(state, false)),
      '- **Transfer 1**: failed: 229.80 EUR, expected on 2026-11-30',
    ],
    ['what became of it', ended, '### Outcome: settled\n\n229.80 EUR arrived in the bank account, a bank reports.'],
  ])('%s', (_, state, text) => {
    expect(orderDetails(state, now)).toContain(text);
  });

  it('something, whatever was heard', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom('-1', '1e9', '|', '```', '\n### x'),
    );
    const heard = ['deposit', 'trade', 'bank-transfer', 'customer', 'deposit-address', 'payment'] as const;
    const payload = fc.dictionary(
      fc.constantFrom(
        ...['amount', 'currency', 'status', 'code', 'toAmount', 'toCurrency', 'outcome', 'seenAt', 'attempt'],
      ),
      fc.oneof(text, fc.integer(), fc.constantFrom('failed', 'returned', 'credited', '2026-11-27T15:00:00.000Z')),
    );
    fc.assert(
      fc.property(fc.constantFrom(...heard), payload, fc.boolean(), (about, fields, fundsReturned) => {
        const named = ['customerId', 'depositId', 'tradeId', 'flowId', 'paymentId', 'depositAddressId', 'reportId'];
        const ids = Object.fromEntries(named.map((name) => [name, name === 'depositId' ? 'd-1' : 't-1']));
        const event = about === 'bank-transfer' ? 'reported' : 'observed';
        const fact = heardFact({ about, event, namedBy: named }, { ...fields, ...ids, fundsReturned }, seenAt);
        const state = order((fresh) => {
          failedTransfer(fresh, fundsReturned);
          fresh.facts = foldFacts(fresh.facts, fact === undefined ? [] : [fact]);
        });
        expect(orderDetails(state, now)).toContain('### What an operator can do');
      }),
    );
  });

  it('no command once the order has ended', () => {
    expect(orderDetails(ended, now)).not.toContain('What an operator can do');
  });
});
