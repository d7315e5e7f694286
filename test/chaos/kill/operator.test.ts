import { answerOrder, type OperatorDesk } from '../../../chaos/kill/operator';
import { CommandRefused, type OfframpStatus } from '../../../src/client';
import type { ScenarioTag } from '../../../simulator';
import { castOrder } from './support/evidence';

describe('the operator', () => {
  let done: (readonly [command: string, given: unknown])[];
  const needsAttention = { reason: 'bank-transfer-held', since: '2026-11-28T18:00:00.000Z' };
  const amounts = { paidOut: { amount: '229.80', currency: 'SGD' } };
  const desk = (status: Partial<OfframpStatus>, refuse = false): OperatorDesk => {
    const take = (command: string) => async (_reference: string, given: unknown) => {
      if (refuse) throw new CommandRefused('It has ended.');
      done.push([command, given]);
      return { accepted: 'yes' };
    };
    return {
      status: async () => ({ needsAttention, amounts, ...status }) as OfframpStatus,
      replaceBankAccount: take('replaceBankAccount'),
      retryNow: take('retryNow'),
      recordRefund: take('recordRefund'),
      recordDisposition: take('recordDisposition'),
      closeOfframp: take('closeOfframp'),
    };
  };
  beforeEach(() => {
    done = [];
  });

  it.each<[ScenarioTag, readonly unknown[]]>([
    ['bank-account-closed', [['replaceBankAccount', expect.objectContaining({ bankAccount: expect.anything() })]]],
    ['bank-our-format', [['retryNow', expect.anything()]]],
    ['deposit-rejected', [['recordRefund', expect.objectContaining({ amount: '250.00', currency: 'USDT' })]]],
    [
      'bank-blocked',
      [
        ['recordDisposition', expect.objectContaining(amounts.paidOut)],
        ['closeOfframp', expect.objectContaining({ outcome: 'abandoned' })],
      ],
    ],
  ])('answers an order of the tale %s', async (tag, commands) => {
    expect(await answerOrder(desk({}), castOrder(tag))).toBe('heard');
    expect(done).toEqual(commands);
  });

  it('says nothing to an order that has gone on meanwhile', async () => {
    const { needsAttention: _gone, ...status } = await desk({}).status('kill-1');
    const gone = { ...desk({}), status: async () => status as OfframpStatus };
    expect(await answerOrder(gone, castOrder('bank-our-format'))).toBe('unheard');
    expect(done).toEqual([]);
  });

  it('takes a refusal for an answer, and tries again where there is none', async () => {
    expect(await answerOrder(desk({}, true), castOrder('bank-our-format'))).toEqual({ refused: 'It has ended.' });
    const silent = { ...desk({}), retryNow: async () => Promise.reject(new Error('No worker answered.')) };
    expect(await answerOrder(silent, castOrder('bank-our-format'))).toBe('unheard');
  });
});
