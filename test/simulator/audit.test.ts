import { post } from './support/partner';
import { object, text } from './support/narrowing';
import { makeCustomer, makeFlow, simulator, stopAll } from './support/simulation';

describe('audit', () => {
  afterEach(stopAll);

  it('shows what was made more than once, by its natural key', async () => {
    const provider = await simulator({ autoplay: false });
    const first = await makeCustomer(provider.url, 'ana@example.com');
    const again = await makeCustomer(provider.url, 'ana@example.com');
    await makeCustomer(provider.url, 'ben@example.com');
    await provider.play.approveCustomer(first);
    const { flowId, bankAccountId } = await makeFlow(provider.url, first);
    const flow = { from: { customerId: first, currency: 'USDT', network: 'ETH' }, to: bankAccountId };
    const secondFlow = await post(provider.url, '/autoramp-flow/offramp', flow);
    const account = { customerId: first, currency: 'EUR', bankName: 'Deutsche Bank', accountNo: '123 456 7890' };
    const secondAccount = await post(provider.url, '/bank-account/add', account);

    const audit = object(await (await fetch(`${provider.url}/simulator/audit`)).json());
    expect(audit.creates).toEqual({
      ...{ customer: 3, 'bank-account': 2, flow: 2 },
      ...{ deposit: 0, trade: 0, transfer: 0, payment: 0 },
    });
    expect(audit.duplicates).toEqual([
      { kind: 'customer', naturalKey: 'external ana@example.com', ids: [first, again] },
      {
        kind: 'bank-account',
        naturalKey: expect.any(String),
        ids: [bankAccountId, secondAccount.body.bankAccountId],
      },
      { kind: 'flow', naturalKey: expect.any(String), ids: [flowId, secondFlow.body.flowId] },
    ]);
    expect(await (await fetch(`${provider.url}/simulator/accepted`)).json()).toEqual(provider.accepted());
  });

  it('counts a trade made twice, but one transfer for a settlement told twice', async () => {
    const provider = await simulator({ autoplay: false });
    const customerId = await makeCustomer(provider.url, 'ana@example.com');
    await provider.play.approveCustomer(customerId);
    const { fromDepositAddress } = await makeFlow(provider.url, customerId);
    const address = text(object(fromDepositAddress).address);
    const deposit = await provider.play.receiveDeposit({ address, amount: '1' });
    const trades = [await provider.play.createTrade(deposit.id), await provider.play.createTrade(deposit.id)];
    await provider.play.settleTrade(text(trades[0]?.id));
    await provider.play.settleTrade(text(trades[0]?.id));
    expect(provider.audit().duplicates).toEqual([
      { kind: 'trade', naturalKey: deposit.id, ids: trades.map(({ id }) => id) },
    ]);
    expect(provider.audit().transfers).toMatchObject([{ amount: '0.91', status: 'QUEUED' }]);
  });

  it('a repeated flow brings no second deposit', async () => {
    const provider = await simulator({ timeScale: 0 });
    const customerId = await makeCustomer(provider.url, 'ana+kyc-silent@example.com');
    await provider.play.approveCustomer(customerId);
    const { bankAccountId } = await makeFlow(provider.url, customerId);
    const flow = { from: { customerId, currency: 'USDT', network: 'ETH' }, to: bankAccountId };
    await post(provider.url, '/autoramp-flow/offramp', flow);
    expect(provider.accepted().filter(({ kind }) => kind === 'flow')).toHaveLength(2);
    const planned = provider.records.steps.where(({ name }) => name === 'receive-deposit').length;
    expect(provider.records.deposits.all().length + planned).toBe(1);
  });
});
