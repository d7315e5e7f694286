import type { Simulator } from '../../simulator';
import { get, post, postForm } from './support/partner';
import { eventually } from './support/eventually';
import { object, parsed, text } from './support/narrowing';
import type { Receiver } from './support/receiver';
import {
  contractNames,
  deliveredTo,
  detail,
  makeCustomer,
  makeFlow,
  receiver,
  simulator,
  stopAll,
} from './support/simulation';

describe.each(contractNames)('play under %s', (contract) => {
  let relay: Receiver;
  let provider: Simulator;
  beforeEach(async () => {
    relay = await receiver();
    provider = await simulator({ autoplay: false, contract, ...deliveredTo(relay) });
  });
  afterEach(stopAll);

  /** An approved customer with a flow whose address is ready, and no event told of it. */
  async function ready(network = 'ETH') {
    const quietly = { webhook: false };
    const customerId = await makeCustomer(provider.url, 'ana@example.com');
    await provider.play.approveCustomer(customerId, quietly);
    const { flowId, bankAccountId, fromDepositAddress } = await makeFlow(provider.url, customerId, {
      contract,
      network,
    });
    const { id, address } = await provider.play.verifyAddress(text(object(fromDepositAddress).id), quietly);
    return { customerId, flowId, bankAccountId, depositAddressId: id, address };
  }

  async function confirmed() {
    const { address } = await ready();
    const deposit = await provider.play.receiveDeposit({ address, amount: '250.00' }, { webhook: false });
    return provider.play.approveDeposit(deposit.id, { webhook: false });
  }

  /** Every event there was, with the status it carries, once nothing is left to be told. */
  async function told(): Promise<unknown[]> {
    await eventually('all is told', () => provider.records.deliveries.all().length === 0);
    return relay.received.map(({ body }) => {
      const { event, data, payload } = parsed(body);
      return [event, object(data ?? payload).status];
    });
  }

  it('deletes a customer', async () => {
    const { customerId } = await ready();
    await provider.play.deleteCustomer(customerId);
    expect(await told()).toEqual([['CUSTOMER_DELETED', 'DELETED']]);
    expect(await detail(provider.url, '/customer/detail', customerId)).toMatchObject({ status: 'DELETED' });
  });

  it('rejects an address and no longer shows it', async () => {
    const { depositAddressId } = await ready();
    await provider.play.rejectAddress(depositAddressId);
    expect(await told()).toEqual([['DEPOSIT_ADDRESS_REJECTED', 'REJECTED']]);
    const shown = await detail(provider.url, '/deposit-address/detail', depositAddressId);
    expect(shown).toMatchObject({ status: 'REJECTED', address: null });
  });

  it('holds and refunds a deposit without an event, rejects it with one', async () => {
    const { address } = await ready();
    const { id } = await provider.play.receiveDeposit({ address, amount: '250.00' });
    const status = async () => (await detail(provider.url, '/deposit/detail', id)).status;
    await provider.play.holdDeposit(id);
    expect(await status()).toBe('ACTION_REQUIRED');
    await provider.play.rejectDeposit(id);
    expect(await status()).toBe('REJECTED');
    await provider.play.refundDeposit(id);
    expect(await status()).toBe('REFUNDED');
    expect(await told()).toEqual([
      ['DEPOSIT_RECEIVED', 'RECEIVED'],
      ['DEPOSIT_REJECTED', 'REJECTED'],
    ]);
  });

  it('cancels a trade without an event, and makes another that counts as no duplicate', async () => {
    const deposit = await confirmed();
    const canceled = await provider.play.createTrade(deposit.id);
    await provider.play.cancelTrade(canceled.id);
    expect(await detail(provider.url, '/trade/detail', canceled.id)).toMatchObject({ status: 'CANCELED' });
    const settled = await provider.play.createTrade(deposit.id);
    await provider.play.settleTrade(settled.id);
    expect(await told()).toEqual([
      ['TRADE_CREATED', 'CREATED'],
      ['TRADE_CREATED', 'CREATED'],
      ['TRADE_SETTLED', 'SETTLED'],
    ]);
    expect(provider.audit()).toMatchObject({ creates: { trade: 2, transfer: 1 }, duplicates: [] });
    await provider.play.createTrade(deposit.id);
    expect(provider.audit().duplicates).toMatchObject([{ kind: 'trade', ids: [settled.id, expect.any(String)] }]);
  });

  it('shows when each trade was made, in the list and in the detail', async () => {
    const { id, createdAt } = await provider.play.createTrade((await confirmed()).id);
    const { list } = object((await get(provider.url, '/trade/list')).body.data);
    expect(list).toMatchObject([{ id, createTime: createdAt }]);
    expect(await detail(provider.url, '/trade/detail', id)).toMatchObject({ createTime: createdAt });
    expect(createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it.each(['by hand', 'through the API'])('a flow disabled %s receives deposits and trades none', async (how) => {
    const { flowId, address } = await ready();
    if (how === 'by hand') await provider.play.disableFlow(flowId);
    else expect(await post(provider.url, '/autoramp-flow/delete', { id: flowId })).toMatchObject({ httpStatus: 200 });
    expect(await detail(provider.url, '/autoramp-flow/detail', flowId)).toMatchObject({ status: 'DISABLED' });
    const deposit = await provider.play.receiveDeposit({ address, amount: '250.00' });
    await provider.play.approveDeposit(deposit.id);
    await expect(provider.play.createTrade(deposit.id)).rejects.toThrow('no enabled flow for the deposit address');
    expect(await told()).toMatchObject([
      ['DEPOSIT_RECEIVED', 'RECEIVED'],
      ['DEPOSIT_APPROVED', 'CONFIRMED'],
    ]);
  });

  it('a flow that is not known cannot be deleted', async () => {
    expect(await post(provider.url, '/autoramp-flow/delete', { id: 'none' })).toEqual({
      httpStatus: 422,
      body: { status: 'FAILED', message: 'flow not found' },
    });
  });

  it('receives a deposit of another token, over another network, at another time', async () => {
    const { address, depositAddressId, customerId } = await ready('TRX');
    const depositedAt = '2026-03-29T01:30:00+02:00';
    const { id } = await provider.play.receiveDeposit({
      address,
      amount: '99.5',
      currency: 'USDC',
      network: 'ETH',
      depositedAt,
    });
    const expected = { id, currency: 'USDC', amount: '99.5', timestamp: '2026-03-28T23:30:00.000Z' };
    const receiverDepositAddress = { id: depositAddressId, currency: 'USDT', network: 'ETH' };
    expect(await detail(provider.url, '/deposit/detail', id)).toMatchObject({ ...expected, receiverDepositAddress });
    const { list } = object((await get(provider.url, `/deposit/list?customerId=${customerId}`)).body.data);
    expect(list).toMatchObject([expected]);
    await told();
    const { data, payload } = parsed(text(relay.received[0]?.body));
    expect(data ?? payload).toMatchObject({ ...expected, receiverDepositAddress });
  });

  it('a deposit says nothing else than the address does unless told', async () => {
    const { address } = await ready('TRX');
    const { id, createdAt } = await provider.play.receiveDeposit({ address, amount: '1' });
    expect(await detail(provider.url, '/deposit/detail', id)).toMatchObject({
      currency: 'USDT',
      receiverDepositAddress: { network: 'TRX' },
      timestamp: createdAt,
    });
  });

  it('lists bank accounts without IBAN and holder', async () => {
    const { customerId } = await ready();
    const account = {
      customerId,
      currency: 'GBP',
      bankName: 'Monzo',
      iban: 'GB33BUKB20201555555555',
      swift: 'MONZGB2L',
    };
    const holder = contract === 'guide' ? { accountName: 'Ana Lim' } : { beneficiaryName: 'Ana Lim' };
    await (contract === 'guide' ? post : postForm)(provider.url, '/bank-account/add', { ...account, ...holder });
    const { list } = object((await get(provider.url, `/bank-account/list?currency=GBP`)).body.data);
    expect(list).toEqual([
      {
        id: expect.any(String),
        customerId,
        currency: 'GBP',
        bankName: 'Monzo',
        swift: 'MONZGB2L',
        createTime: expect.stringMatching(/Z$/),
        updateTime: expect.stringMatching(/Z$/),
      },
    ]);
  });
});
