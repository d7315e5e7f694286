import type { Simulator } from '../../simulator';
import type { PaymentToSend } from '../../src/activities/payment';
import { activitiesAt, run, startProvider } from './support/provider';

const reference = 'RABCDEFGHIJKL-2';

describe('a payment', () => {
  let provider: Simulator;
  let bankAccountId: string;
  let customerId: string;
  beforeEach(async () => {
    provider = await startProvider();
    const activities = activitiesAt(provider.url);
    const ana = { externalId: 'ana', name: 'Ana Lim', email: 'ana@example.com' };
    customerId = (await run(activities, 'ensureCustomer', ana)).customerId;
    await provider.play.approveCustomer(customerId);
    const account = { currency: 'USD', bankName: 'Example Bank', aba: '021000021', accountNo: '1234567890' } as const;
    ({ bankAccountId } = await run(activities, 'ensureBankAccount', { customerId, account, mayExist: false }));
  });
  afterEach(() => provider.stop());

  type Sent = Omit<PaymentToSend, 'originalRunId'> & { readonly originalRunId?: string };
  const payment = (change: Partial<PaymentToSend> = {}): Sent => ({
    payment: { reference, amount: '249.50', currency: 'USD', bankAccountId },
    deductCurrency: 'USDT',
    attempt: 2,
    sendWithinMs: 60_000,
    costSoFar: [],
    customerId,
    ...change,
  });
  const made = () => provider.records.payments.all();
  const send = (input = payment(), settings: Parameters<typeof activitiesAt>[1] = {}) =>
    run(activitiesAt(provider.url, settings), 'sendPayment', input);

  it('is made once, and found when it is asked for again', async () => {
    const first = await send();
    expect(first).toMatchObject({ paymentId: expect.any(String), cost: '1.00' });
    expect(await send()).toEqual({ paymentId: 'paymentId' in first ? first.paymentId : '' });
    expect(made()).toHaveLength(1);
  });

  it('is made of whole cents, and found by them', async () => {
    const payments = payment({ payment: { ...payment().payment, amount: '249.509999' } });
    const first = await send(payments);
    expect(made()).toMatchObject([{ amount: '249.50' }]);
    expect(await send(payments)).toEqual({ paymentId: 'paymentId' in first ? first.paymentId : '' });
    expect(made()).toHaveLength(1);
  });

  it('that a run before made days ago is found after a reset', async () => {
    await send();
    const threeDaysOn = () => new Date(Date.now() + 3 * 86_400_000);
    const payments = { now: threeDaysOn };
    const reset = { originalRunId: 'the first run', madeSince: new Date().toISOString() };
    expect(await send(payment(reset), { payments })).toMatchObject({ paymentId: made()[0]?.id });
    // Also where less came back than the run before had known of.
    const less = { ...payment(reset), payment: { ...payment().payment, amount: '200.00' } };
    expect(await send(less, { payments })).toMatchObject({ paymentId: made()[0]?.id });
    expect(made()).toHaveLength(1);
  });

  it('of which it was wrongly said days ago that it was not made is found when it is tried again', async () => {
    const triedSince = new Date().toISOString();
    await send();
    const payments = { now: () => new Date(Date.now() + 3 * 86_400_000) };
    const less = { ...payment({ triedSince }), payment: { ...payment().payment, amount: '200.00' } };
    for (const tried of [payment({ triedSince }), less]) {
      expect(await send(tried, { payments })).toMatchObject({ paymentId: made()[0]?.id });
    }
    expect(made()).toHaveLength(1);
  });

  it('is not made in the first moment after a reset, in which the run before may still have one on its way', async () => {
    const reset = { originalRunId: 'the first run', madeSince: new Date().toISOString() };
    const first = await send(payment(reset));
    expect(first).toMatchObject({ notSent: 'earlier-run-under-way', run: expect.any(String) });
    expect(await send(payment({ ...reset, waitedInRun: 'the run before' }))).toEqual(first);
    expect(made()).toEqual([]);
    const waitedInRun = 'run' in first ? first.run : '';
    expect(await send(payment({ ...reset, waitedInRun }))).toMatchObject({ paymentId: expect.any(String) });
  });

  it.each<[why: string, notSent: string, change: Partial<PaymentToSend>, settings: Parameters<typeof activitiesAt>[1]]>(
    [
      ['while payouts are paused', 'payouts-paused', {}, { payments: { payoutsPaused: true } }],
      ['at a higher price than is allowed', 'resend-too-dear', {}, { payments: { maxResendCost: '0.99' } }],
      ['at a higher price in all', 'resend-too-dear', { costSoFar: ['1.00'] }, { payments: { maxResendCost: '1.99' } }],
      [
        'without the consent of its order',
        'refused-by-order',
        {},
        { payments: { askOrder: async () => ({ allowed: false, sentence: 'No.' }) } },
      ],
      ['too late for its window', 'window-missed', { sendWithinMs: 0 }, {}],
    ],
  )('is not made %s', async (_why, notSent, change, settings) => {
    expect(await send(payment(change), settings)).toMatchObject({ notSent });
    expect(made()).toEqual([]);
  });

  it('is not made with a balance that is too small', async () => {
    await provider.play.setBalance('USDT', '1');
    expect(await send()).toMatchObject({ notSent: 'balance-short' });
    expect(made()).toEqual([]);
  });

  it('is not made for a customer who is deleted', async () => {
    await provider.play.deleteCustomer(customerId);
    expect(await send()).toMatchObject({ notSent: 'customer-not-approved' });
    expect(made()).toEqual([]);
  });

  it('is looked for until the provider shows it', async () => {
    const sought = { paymentReference: reference, amount: '249.50', currency: 'USD', sentAt: new Date().toISOString() };
    const search = () => run(activitiesAt(provider.url), 'searchPayment', sought);
    await expect(search()).rejects.toMatchObject({ type: 'PaymentNotFound', nonRetryable: false });
    await send();
    expect(await search()).toMatchObject({ paymentId: made()[0]?.id, reference, status: 'PROCESSING' });
  });
});
