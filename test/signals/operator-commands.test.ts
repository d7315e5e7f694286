import fc from 'fast-check';
import { operatorCommandProblem, type CommandName } from '../../src/signals/operator-commands';

const who = { operator: 'Kim', reason: 'the customer called' };

describe('operatorCommandProblem', () => {
  it.each<[CommandName, object]>([
    ['retryNow', who],
    ['cancelOfframp', { ...who, note: 'fields that nobody knows are ignored' }],
    ['confirmBankTransfer', who],
    ['confirmBankTransfer', { ...who, attempt: 2 }],
    ['closeOfframp', { ...who, outcome: 'refunded' }],
    ['closeOfframp', { ...who, outcome: 'abandoned' }],
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

  it('never throws and answers with a sentence, whatever is sent', () => {
    const names: CommandName[] = ['retryNow', 'cancelOfframp', 'confirmBankTransfer', 'closeOfframp'];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.anything(), (name, input) => {
        expect(operatorCommandProblem(name, input)).toMatch(/^[a-zA-Z].*\.$/);
      }),
    );
  });
});
