import type { Simulator } from '../../simulator';
import { get, post } from './support/partner';
import { object, text } from './support/narrowing';
import { detail, makeCustomer, makeFlow, simulator, stopAll } from './support/simulation';

describe('guide contract', () => {
  let provider: Simulator;
  beforeEach(async () => {
    provider = await simulator({ autoplay: false });
  });
  afterEach(stopAll);

  async function approvedCustomer(email = 'ana@example.com'): Promise<string> {
    const customerId = await makeCustomer(provider.url, email);
    await provider.play.approveCustomer(customerId);
    return customerId;
  }

  it('answers creates with ids at the top level', async () => {
    const customer = { name: 'Ana Lim', email: 'ana@example.com', externalId: 'user-7' };
    const created = await post(provider.url, '/customer/create', customer);
    expect(created).toEqual({ httpStatus: 200, body: { customerId: expect.any(String), status: 'PENDING' } });
    const customerId = text(created.body.customerId);
    await provider.play.approveCustomer(customerId);
    const { answer, flowId } = await makeFlow(provider.url, customerId);
    expect(answer.body).toEqual({ flowId, data: { depositAddress: expect.stringMatching(/^0x[0-9a-fA-F]{40}$/) } });
  });

  it('finds a customer by id, externalId or email, and calls it APPROVED', async () => {
    const customerId = await approvedCustomer('ana+x@example.com');
    const queries = [`id=${customerId}`, 'externalId=external%20ana%2Bx%40example.com', 'email=ana%2Bx%40example.com'];
    for (const query of queries) {
      const { body } = await get(provider.url, `/customer/detail?${query}`);
      expect(body).toMatchObject({ status: 'SUCCESS', data: { id: customerId, status: 'APPROVED' } });
    }
  });

  it('does not echo the IBAN of a bank account', async () => {
    const customerId = await approvedCustomer();
    const account = { customerId, currency: 'EUR', bankName: 'N26', iban: 'DE89370400440532013000', swift: 'NTSBDEB1' };
    const { body } = await post(provider.url, '/bank-account/add', account);
    const shown = await detail(provider.url, '/bank-account/detail', text(body.bankAccountId));
    expect(Object.keys(shown).sort()).toEqual(
      ['bankName', 'createTime', 'currency', 'customerId', 'id', 'swift', 'updateTime'].sort(),
    );
  });

  it('hands out one address for each customer, currency and network', async () => {
    const customerId = await approvedCustomer();
    const first = await makeFlow(provider.url, customerId, { currency: 'EUR' });
    const second = await makeFlow(provider.url, customerId, { currency: 'USD' });
    expect(second.flowId).not.toBe(first.flowId);
    expect(second.fromDepositAddress).toEqual(first.fromDepositAddress);
    const tron = { from: { customerId, currency: 'USDT', network: 'TRX' }, to: first.bankAccountId };
    const answer = await post(provider.url, '/autoramp-flow/offramp', tron);
    expect(object(answer.body.data).depositAddress).toMatch(/^T[1-9A-HJ-NP-Za-km-z]{33}$/);
  });

  it('pages lists from the newest to the oldest', async () => {
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c']) ids.unshift(await makeCustomer(provider.url, `${name}@example.com`));
    const { body } = await get(provider.url, '/customer/list?pageNum=2&pageSize=2');
    expect(body).toMatchObject({
      status: 'SUCCESS',
      data: { list: [{ id: ids[2] }], total: 3, pageNum: 2, pageSize: 2 },
    });
  });

  it('leaves out of lists the ids that only details have', async () => {
    const customerId = await approvedCustomer();
    const { fromDepositAddress } = await makeFlow(provider.url, customerId);
    const address = text(object(fromDepositAddress).address);
    const deposit = await provider.play.receiveDeposit({ address, amount: '100.00' });
    const trade = await provider.play.createTrade(deposit.id);
    const [flow, depositItem, tradeItem] = await Promise.all(
      ['/autoramp-flow/list', `/deposit/list?customerId=${customerId}`, '/trade/list?status=CREATED'].map(
        async (path) => object(object((await get(provider.url, path)).body.data).list)[0],
      ),
    );
    expect(flow).not.toHaveProperty('customerId');
    expect(depositItem).toMatchObject({ id: deposit.id, amount: '100.00', status: 'RECEIVED' });
    expect(depositItem).not.toHaveProperty('receiverDepositAddress');
    expect(tradeItem).toMatchObject({ id: trade.id, toAmount: '91.92', toCurrency: 'EUR' });
    expect(tradeItem).not.toHaveProperty('deposit');
    expect(await detail(provider.url, '/trade/detail', trade.id)).toMatchObject({ deposit: { id: deposit.id } });
  });

  it('refuses accounts and flows of a customer that is not approved', async () => {
    const customerId = await makeCustomer(provider.url, 'ana@example.com');
    const refusal = { httpStatus: 422, body: { status: 'FAILED', message: 'customer is not approved' } };
    const account = { customerId, currency: 'EUR', bankName: 'N26' };
    expect(await post(provider.url, '/bank-account/add', account)).toEqual(refusal);
    const flow = { from: { customerId, currency: 'USDT', network: 'ETH' }, to: 'any' };
    expect(await post(provider.url, '/autoramp-flow/offramp', flow)).toEqual(refusal);
  });

  it('refuses a bank account of someone else', async () => {
    const { bankAccountId } = await makeFlow(provider.url, await approvedCustomer());
    const other = await approvedCustomer('other@example.com');
    const flow = { from: { customerId: other, currency: 'USDT', network: 'ETH' }, to: bankAccountId };
    expect((await post(provider.url, '/autoramp-flow/offramp', flow)).body).toEqual({
      status: 'FAILED',
      message: 'bank account not found',
    });
  });

  it.each(['customer', 'bank-account', 'deposit-address', 'autoramp-flow', 'deposit', 'trade'])(
    'an unknown %s is 422 FAILED',
    async (kind) => {
      const answer = await get(provider.url, `/${kind}/detail?id=none`);
      expect(answer).toEqual({
        httpStatus: 422,
        body: { status: 'FAILED', message: expect.stringMatching(/ not found$/) },
      });
    },
  );

  it('names the fields of a wrong request', async () => {
    const answer = await post(provider.url, '/customer/create', { email: 'nobody' });
    expect(answer).toMatchObject({ httpStatus: 422, body: { status: 'INVALID_PARAMETERS' } });
    expect(answer.body.message).toMatch(/name: .*; email: /);
    expect((await get(provider.url, '/customer/list?pageSize=101')).body.status).toBe('INVALID_PARAMETERS');
    expect((await get(provider.url, '/customer/detail')).body.status).toBe('INVALID_PARAMETERS');
  });

  it('takes all six currencies', async () => {
    const customerId = await approvedCustomer();
    for (const currency of ['USD', 'EUR', 'GBP', 'CAD', 'AUD', 'SGD']) {
      const answer = await post(provider.url, '/bank-account/add', { customerId, currency, bankName: 'Bank' });
      expect(answer).toEqual({ httpStatus: 200, body: { bankAccountId: expect.any(String) } });
    }
  });

  it('keeps the callback URL and the subscribed events', async () => {
    await post(provider.url, '/callback-url', { callbackUrl: 'http://127.0.0.1:9/webhooks' });
    await post(provider.url, '/subscribed-events', { events: ['TRADE_SETTLED'] });
    expect((await get(provider.url, '/callback-url')).body.data).toEqual({
      callbackUrl: 'http://127.0.0.1:9/webhooks',
    });
    expect((await get(provider.url, '/subscribed-events')).body.data).toEqual({ events: ['TRADE_SETTLED'] });
  });

  it('logs every answered request', async () => {
    await get(provider.url, '/customer/detail?id=none');
    expect(provider.requests).toEqual([
      { method: 'GET', path: '/customer/detail', query: 'id=none', at: expect.any(String), status: 422 },
    ]);
  });
});
