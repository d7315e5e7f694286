import type { Simulator } from '../../simulator';
import { object, text } from './support/narrowing';
import { post } from './support/partner';
import { rowsUnder } from './support/readme';
import { deliveredTo, makeCustomer, makeFlow, simulator, stopAll } from './support/simulation';

describe('control of the play', () => {
  let provider: Simulator;
  beforeEach(async () => {
    provider = await simulator({ autoplay: false });
  });
  afterEach(stopAll);

  async function step(name: string, body: object) {
    const url = `${provider.url}/simulator/play/${name}`;
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
    return { httpStatus: response.status, body: object(await response.json()) };
  }

  /** Takes a step that must work, and returns the record's new status. */
  async function becomes(name: string, body: object) {
    const taken = await step(name, body);
    expect(taken.httpStatus).toBe(200);
    return taken.body.status;
  }

  async function takesStepsOfTheBank(tradeId: string, bankAccountId: string): Promise<void> {
    const why = { code: 'R32', scheme: 'ach', occurredAt: '2026-01-01T00:00:00Z' };
    expect(await becomes('fail-transfer', { tradeId, ...why, report: false })).toBe('FAILED');
    const funds = await step('return-funds', { tradeId, attempt: 1 });
    expect(funds.body).toMatchObject({ status: 'FAILED', fundsReturned: true, ...why });
    expect(await becomes('credit-transfer', { tradeId, amount: '1.00' })).toBe('CREDITED');
    expect(await becomes('return-transfer', { tradeId, amount: '1.00', currency: 'EUR' })).toBe('RETURNED');

    const payment = { bankAccountId, amount: '1', currency: 'EUR', deductCurrency: 'USDC' };
    for (const reference of ['a', 'b']) await post(provider.url, '/payment/create', { ...payment, reference });
    expect(await becomes('settle-payment', { paymentId: provider.records.payments.all()[0]?.id })).toBe('CONFIRMED');
    expect(await becomes('settle-payment', { reference: 'b' })).toBe('CONFIRMED');
    expect((await step('set-balance', { currency: 'USDC', amount: '0' })).body.balance).toBe('0');
    expect((await step('top-up', { currency: 'USDC', amount: '2.50' })).body.balance).toBe('2.50');

    provider.deliverTo(deliveredTo({ url: 'http://127.0.0.1:9' }));
    const reported = await step('report-bank', { report: { outcome: 'credited' }, webhookId: 'msg_1' });
    expect(reported.body).toMatchObject({ channel: 'bank-report', body: '{"outcome":"credited"}', messageId: 'msg_1' });
  }

  it('takes every step without a signature', async () => {
    const customerId = await makeCustomer(provider.url, 'ana@example.com');
    expect(await becomes('reject-customer', { customerId, remark: 'Blurred.' })).toBe('REJECTED');
    expect(provider.records.customers.require(customerId).remark).toBe('Blurred.');
    expect(await becomes('approve-customer', { customerId })).toBe('APPROVED');
    const { flowId, bankAccountId, fromDepositAddress } = await makeFlow(provider.url, customerId);
    const depositAddressId = text(object(fromDepositAddress).id);
    expect(await becomes('reject-address', { depositAddressId })).toBe('REJECTED');
    expect(await becomes('verify-address', { depositAddressId })).toBe('VERIFIED');

    const address = text(object(fromDepositAddress).address);
    const played = { amount: '10', currency: 'USDC', network: 'TRX', depositedAt: '2026-01-01T00:00:00.000Z' };
    expect(await becomes('receive-deposit', { address, ...played })).toBe('RECEIVED');
    const [deposit] = provider.records.deposits.all();
    expect(deposit).toMatchObject(played);
    const depositId = text(deposit?.id);
    expect(await becomes('hold-deposit', { depositId })).toBe('ACTION_REQUIRED');
    expect(await becomes('reject-deposit', { depositId })).toBe('REJECTED');
    expect(await becomes('refund-deposit', { depositId })).toBe('REFUNDED');
    expect(await becomes('approve-deposit', { depositId })).toBe('CONFIRMED');

    expect(await becomes('create-trade', { depositId })).toBe('CREATED');
    const tradeId = text(provider.records.trades.all()[0]?.id);
    expect(await becomes('cancel-trade', { tradeId })).toBe('CANCELED');
    expect(await becomes('settle-trade', { tradeId })).toBe('SETTLED');
    await takesStepsOfTheBank(tradeId, bankAccountId);
    expect(await becomes('disable-flow', { flowId })).toBe('DISABLED');
    expect(await becomes('delete-customer', { customerId })).toBe('DELETED');
  });

  it('stands in the README step for step, and has every step of the play', async () => {
    const documented = rowsUnder('Making things happen').map(([name]) => text(name).replaceAll('`', ''));
    const played = Object.keys(provider.play).map((name) =>
      name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    );
    expect([...documented].sort()).toEqual(played.sort());
    for (const name of documented) expect((await step(name, {})).body.status).toBe('INVALID_PARAMETERS');
  });

  it('tells nobody when asked not to', async () => {
    provider.deliverTo({ callbackUrl: 'http://127.0.0.1:9/webhooks/coinut' });
    const customerId = await makeCustomer(provider.url, 'ana@example.com');
    await step('approve-customer', { customerId, webhook: false });
    expect(provider.records.deliveries.all()).toEqual([]);
    await step('delete-customer', { customerId });
    expect(provider.records.deliveries.all()).toMatchObject([{ event: 'CUSTOMER_DELETED' }]);
  });

  it.each([
    ['an unknown object', 'settle-trade', { tradeId: 'none' }, 422, 'trade not found'],
    ['a field too many', 'settle-trade', { tradeId: 'none', webhoook: false }, 422, 'webhoook'],
    ['a field too few', 'reject-customer', { customerId: 'none' }, 422, 'remark'],
    ['a wrong amount', 'receive-deposit', { address: 'T', amount: '1e3' }, 422, 'must be a positive decimal amount'],
    ['a payment by nothing', 'settle-payment', {}, 422, 'needs paymentId or reference'],
    ['a payment by both', 'settle-payment', { paymentId: 'a', reference: 'b' }, 422, 'needs paymentId or reference'],
    ['a payment that is not there', 'settle-payment', { reference: 'none' }, 422, 'payment not found'],
    ['a transfer that is not there', 'fail-transfer', { tradeId: 'none' }, 422, 'transfer not found'],
    ['a scheme that is none', 'fail-transfer', { tradeId: 'none', scheme: 'sepa' }, 422, 'scheme'],
    ['a balance of nothing known', 'top-up', { currency: 'BTC', amount: '1' }, 422, 'currency'],
    ['a top-up of nothing', 'top-up', { currency: 'USDT', amount: '0' }, 422, 'must be a positive decimal amount'],
    ['a report to nobody', 'report-bank', { report: {} }, 422, 'it is not set where bank reports go'],
    ['a wrong time', 'receive-deposit', { address: 'T', amount: '1', depositedAt: 'today' }, 422, 'depositedAt'],
    ['an unknown step', 'steal-deposit', {}, 404, 'there is no POST /simulator/play/steal-deposit'],
  ])('refuses %s', async (_reason, name, body, httpStatus, message) => {
    const refused = await step(name, body);
    expect(refused.httpStatus).toBe(httpStatus);
    expect(refused.body.message).toContain(message);
  });
});
