import { noFacts } from '../../src/workflows/facts';
import { answerSendGuard, type SendGuardOrder } from '../../src/workflows/send-guard-answer';

const payment = { attempt: 2, amount: '229.80', paymentReference: 'RABCDEFGHIJKL-2' };
const sending = {
  ...payment,
  ...({ tradeId: 't-1', depositId: 'd-1', currency: 'EUR', progress: 'sent' } as const),
  submitAt: '2026-11-25T10:00:00.000Z',
};
const settled = {
  paymentId: 'p-1',
  reference: 'RABCDEFGHIJKL-2',
  seenAt: sending.submitAt,
  evidence: 'webhook',
} as const;
const order: SendGuardOrder = {
  sending,
  facts: noFacts,
  transferVerdict: { verdict: 'send-again', attempt: 2, amount: '229.80' },
  hasCommands: false,
  sendRefusal: () => undefined,
};

describe('an order that is asked whether its payment may leave', () => {
  it('lets go what it has asked for', () => {
    expect(answerSendGuard(order, payment)).toEqual({ allowed: true });
  });

  it.each<[why: string, change: Partial<SendGuardOrder>]>([
    ['it asks for none', { sending: undefined }],
    ['an operator has asked for something that it has not acted on', { hasCommands: true }],
    [
      'a bank has said meanwhile why it must be held',
      { transferVerdict: { verdict: 'concern', concern: 'bank-transfer-held', detail: 'A regulator stopped it.' } },
    ],
    ['nothing speaks for it any more', { transferVerdict: { verdict: 'awaited' } }],
    ['another attempt is wanted', { transferVerdict: { verdict: 'send-again', attempt: 3, amount: '229.80' } }],
    ['less has come back', { transferVerdict: { verdict: 'send-again', attempt: 2, amount: '200' } }],
    ['the provider has told of it already', { facts: { ...noFacts, payments: { 'p-1': { settled } } } }],
    ['its guard refuses', { sendRefusal: () => ({ reason: 'payouts-paused', sentence: 'Payouts are paused.' }) }],
  ])('refuses with a sentence when %s', (_why, change) => {
    expect(answerSendGuard({ ...order, ...change }, payment)).toEqual({
      allowed: false,
      sentence: expect.stringMatching(/^[A-Z].*\.$/),
    });
  });

  it.each([
    ['another attempt', { ...payment, attempt: 3 }],
    ['another amount', { ...payment, amount: '1' }],
    ['another reference', { ...payment, paymentReference: 'R-2' }],
    ['nothing at all', undefined],
    ['null, as Temporal UI may send', null],
  ])('refuses when asked about %s', (_why, question) => {
    expect(answerSendGuard(order, question)).toMatchObject({ allowed: false });
  });
});
