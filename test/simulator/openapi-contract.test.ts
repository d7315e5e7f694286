import type { Simulator } from '../../simulator';
import { get, post, postForm } from './support/partner';
import { eventually } from './support/eventually';
import { object, text } from './support/narrowing';
import { deliveredTo, detail, receiver, simulator, stopAll } from './support/simulation';

describe('openapi-2026-07 contract', () => {
  let provider: Simulator;
  beforeEach(async () => {
    provider = await simulator({ autoplay: false, contract: 'openapi-2026-07' });
  });
  afterEach(stopAll);

  async function approvedCustomer(): Promise<string> {
    const customer = { name: 'Ana Lim', email: 'ana@example.com' };
    const { body } = await post(provider.url, '/customer/create', customer);
    expect(body).toEqual({ status: 'SUCCESS', data: { id: expect.any(String), status: 'PENDING' } });
    const customerId = text(object(body.data).id);
    await provider.play.approveCustomer(customerId);
    return customerId;
  }

  it('calls an approved customer CONFIRMED', async () => {
    const customerId = await approvedCustomer();
    expect(await detail(provider.url, '/customer/detail', customerId)).toMatchObject({ status: 'CONFIRMED' });
    expect((await get(provider.url, '/customer/list?status=CONFIRMED')).body.data).toMatchObject({ total: 1 });
  });

  it('takes bank accounts as forms only, and no CAD', async () => {
    const account = {
      customerId: await approvedCustomer(),
      currency: 'GBP',
      bankName: 'Barclays',
      accountNo: '12345678',
    };
    expect(await postForm(provider.url, '/bank-account/add', account)).toEqual({
      httpStatus: 200,
      body: { status: 'SUCCESS', data: { id: expect.any(String) } },
    });
    expect((await get(provider.url, `/bank-account/list?customerId=${account.customerId}`)).body.data).toMatchObject({
      list: [{ currency: 'GBP', bankName: 'Barclays', accountNo: '12345678' }],
    });
    expect((await post(provider.url, '/bank-account/add', account)).body).toEqual({
      status: 'INVALID_PARAMETERS',
      message: 'the body must be multipart/form-data',
    });
    const canadian = await postForm(provider.url, '/bank-account/add', { ...account, currency: 'CAD' });
    expect(canadian).toMatchObject({ httpStatus: 422, body: { status: 'INVALID_PARAMETERS' } });
  });

  it('shows the address only after its approval, told as {event, payload}', async () => {
    const relay = await receiver();
    const customerId = await approvedCustomer();
    provider.deliverTo(deliveredTo(relay));
    const account = { customerId, currency: 'USD', bankName: 'Chase', accountNo: '1', aba: '021000021' };
    const added = await postForm(provider.url, '/bank-account/add', account);
    const flow = { from: { customerId, currency: 'USDC', network: 'ETH' }, to: object(added.body.data).id };
    const { body } = await post(provider.url, '/autoramp-flow/offramp', flow);
    expect(body).toEqual({ status: 'SUCCESS', data: { id: expect.any(String) } });
    const flowId = text(object(body.data).id);
    const pending = object((await detail(provider.url, '/autoramp-flow/detail', flowId)).fromDepositAddress);
    expect(pending).toMatchObject({ status: 'PENDING', address: null });
    await provider.play.verifyAddress(text(pending.id));
    const webhook = await eventually('the address is told', () => relay.received[0]);
    const { address } = provider.records.depositAddresses.require(text(pending.id));
    expect(JSON.parse(webhook.body)).toEqual({
      event: 'DEPOSIT_ADDRESS_APPROVED',
      payload: { ...pending, status: 'VERIFIED', address },
    });
  });
});
