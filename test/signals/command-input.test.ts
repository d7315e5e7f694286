import fc from 'fast-check';
import { operatorCommandProblem } from '../../src/signals/command-input';
import type { CommandName } from '../../src/signals/operator-commands';

const who = { operator: 'Kim', reason: 'the customer called' };

describe('operatorCommandProblem', () => {
  it.each<[CommandName, object]>([
    ['retryNow', who],
    ['cancelOfframp', { ...who, note: 'fields that nobody knows are ignored' }],
    ['confirmBankTransfer', who],
    ['confirmBankTransfer', { ...who, attempt: 2 }],
    ['closeOfframp', { ...who, outcome: 'refunded' }],
    ['closeOfframp', { ...who, outcome: 'abandoned' }],
    ['recordRefund', { ...who, amount: '250.00', currency: 'USDT', transactionId: '0xabc' }],
    ['recordDisposition', { ...who, amount: '0.01', currency: 'EUR', destination: 'paid by hand' }],
    ['extendDeadline', { ...who, deadline: '3 days' }],
  ])('finds none with a whole %s', (name, input) => {
    expect(operatorCommandProblem(name, input)).toBeUndefined();
  });

  it.each<[string, unknown, RegExp]>([
    ['nothing, as Temporal UI sends it', undefined, /needs operator and reason/],
    ['null', null, /needs operator and reason/],
    ['a list', [who], /needs operator and reason/],
    ['a text', 'Kim', /needs operator and reason/],
    ['a number', 7, /needs operator and reason/],
    ['an empty object', {}, /needs operator and reason/],
    ['no reason', { operator: 'Kim' }, /needs reason:/],
    ['no operator', { reason: 'because' }, /needs operator:/],
    ['an empty reason', { ...who, reason: '' }, /needs reason:/],
    ['a reason of spaces', { ...who, reason: ' \n ' }, /needs reason:/],
    ['a reason that is no text', { ...who, reason: 7 }, /needs reason:/],
    ['an operator that is a list', { ...who, operator: ['Kim'] }, /needs operator:/],
    ['a novel', { ...who, reason: 'x'.repeat(501) }, /needs reason/],
  ])('says what is missing in %s', (_why, input, problem) => {
    expect(operatorCommandProblem('retryNow', input)).toMatch(problem);
  });

  it.each([undefined, null, '', 'settled', 'REFUNDED', ['refunded'], 7])(
    'wants to know how an order is to be closed, which %p does not say',
    (outcome) => {
      expect(operatorCommandProblem('closeOfframp', { ...who, outcome })).toMatch(/"refunded" or "abandoned"/);
    },
  );

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '1', null, [], {}])(
    'refuses %p as an attempt',
    (attempt) => {
      expect(operatorCommandProblem('confirmBankTransfer', { ...who, attempt })).toMatch(/whole number from 1/);
    },
  );

  it.each(['', '0', '0.00', '-1', '1e3', '1,000', 250, null, undefined, {}])('refuses %p as an amount', (amount) => {
    const refund = { ...who, amount, currency: 'USDT', transactionId: '0xabc' };
    expect(operatorCommandProblem('recordRefund', refund)).toMatch(/needs amount: a decimal amount/);
  });

  it.each(['usdt', '', 'U', 'US DOLLAR', 7, null])('refuses %p as a currency', (currency) => {
    const away = { ...who, amount: '1', currency, destination: 'kept' };
    expect(operatorCommandProblem('recordDisposition', away)).toMatch(/needs currency: that of the deposit/);
  });

  it.each(['', 'soon', '0 days', '900 days', 3, null])('refuses %p as a deadline', (deadline) => {
    expect(operatorCommandProblem('extendDeadline', { ...who, deadline })).toMatch(
      /needs deadline: a duration from now/,
    );
  });

  it('names every field that is missing at once', () => {
    const problem = operatorCommandProblem('recordRefund', who);
    for (const field of ['amount', 'currency', 'transactionId']) expect(problem).toContain(field);
  });

  it('never throws and answers with a sentence, whatever is sent', () => {
    const names: CommandName[] = [
      ...(['retryNow', 'cancelOfframp', 'confirmBankTransfer', 'closeOfframp'] as const),
      ...(['recordRefund', 'recordDisposition', 'extendDeadline'] as const),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.anything(), (name, input) => {
        expect(operatorCommandProblem(name, input)).toMatch(/^[a-zA-Z].*\.$/);
      }),
    );
  });
});
