import { createCoinutApi } from '../../src/coinut/api';
import { contracts } from '../../src/coinut/contracts';
import { contractNames, type ContractName } from '../../src/coinut/contracts/contract';
import type { CoinutRequest } from '../../src/coinut/http';
import { readList, resultOf } from '../../src/coinut/results';
import { fakeCoinutHttp } from './support/answers';

function apiWith(answer: (request: CoinutRequest) => unknown, contract: ContractName = 'guide') {
  const http = fakeCoinutHttp(answer);
  return { api: createCoinutApi({ http, contract: contracts[contract] }), sent: http.sent };
}

const customer = { externalId: 'user-7', name: 'Ana Lim', email: 'ana@example.com' };
const account = { currency: 'EUR', bankName: 'N26', iban: 'DE89370400440532013000', swift: 'NTSBDEB1' } as const;
const flow = { customerId: 'c-1', bankAccountId: 'b-1', currency: 'USDT', network: 'ETH' } as const;
const success = (data: unknown) => ({ status: 'SUCCESS', data });

describe.each(contractNames)('a create under %s', (contract) => {
  const answered = (body: unknown) => apiWith(() => body, contract);

  it.each([
    ["the guide's customerId", { customerId: 'c-1', status: 'PENDING' }, { id: 'c-1', status: 'PENDING' }],
    ['data.id', success({ id: 'c-1', status: 'PENDING' }), { id: 'c-1', status: 'PENDING' }],
    ['data.customerId', success({ customerId: 'c-1' }), { id: 'c-1' }],
    ['an id beside the word SUCCESS, which is not its status', { status: 'SUCCESS', customerId: 'c-1' }, { id: 'c-1' }],
    ['a number as an id', { customerId: 17 }, { id: '17' }],
    ['a status nobody knows', { customerId: 'c-1', status: 'ON_HOLIDAY' }, { id: 'c-1', status: 'ON_HOLIDAY' }],
    ['fields that are null', success({ id: 'c-1', externalId: null, status: null }), { id: 'c-1' }],
    ['fields of another type', success({ id: 'c-1', externalId: { a: 1 }, status: ['x'] }), { id: 'c-1' }],
  ])('reads a customer by %s', async (_why, body, expected) => {
    expect(await answered(body).api.createCustomer(customer).send()).toEqual(expected);
  });

  it.each([
    ["the guide's bankAccountId", { bankAccountId: 'b-1' }],
    ['data.id', success({ id: 'b-1' })],
    ['data.bankAccountId', success({ bankAccountId: 'b-1' })],
  ])('reads a bank account by %s', async (_why, body) => {
    const { api } = answered(body);
    expect(await api.addBankAccount({ customerId: 'c-1', account }).send()).toEqual({ id: 'b-1' });
  });

  it.each<[string, unknown, object]>([
    [
      "the guide's flowId beside data.depositAddress",
      { flowId: 'f-1', data: { depositAddress: '0xabc' } },
      { id: 'f-1', depositAddress: { address: '0xabc' } },
    ],
    [
      'an address as an object',
      { flowId: 'f-1', data: { depositAddress: { id: 'a-1', address: '0xabc', network: 'ETH', memo: 'm' } } },
      { id: 'f-1', depositAddress: { id: 'a-1', address: '0xabc', network: 'ETH', memo: 'm' } },
    ],
    [
      'an address as plain text and its id beside it',
      { flowId: 'f-1', depositAddressId: 'a-1', data: { depositAddress: '0xabc' } },
      { id: 'f-1', depositAddress: { id: 'a-1', address: '0xabc' } },
    ],
    ['data.id alone', success({ id: 'f-1' }), { id: 'f-1' }],
    ['an address that is not ready', { flowId: 'f-1', data: { depositAddress: null } }, { id: 'f-1' }],
    [
      'an address that is pending',
      success({ id: 'f-1', fromDepositAddress: { id: 'a-1', status: 'PENDING', address: null } }),
      { id: 'f-1', depositAddress: { id: 'a-1', status: 'PENDING' } },
    ],
    ['an address that is nonsense', { flowId: 'f-1', data: { depositAddress: [1] } }, { id: 'f-1' }],
  ])('reads a flow by %s', async (_why, body, expected) => {
    expect(await answered(body).api.createFlow(flow).send()).toEqual(expected);
  });

  it.each([
    ['nothing', {}],
    ['data without an id', success({ status: 'PENDING' })],
    ['data that is null', success(null)],
    ['data that is a list', success([{ id: 'c-1' }])],
    ['an id that is null', { customerId: null }],
    ['an id that is empty', { customerId: '' }],
    ['an id that is an object', { customerId: { id: 'c-1' } }],
    ['an id that was rounded on the way', { customerId: 12_345_678_901_234_567_890 }],
    ["another object's id", { bankAccountId: 'b-1' }],
  ])('is not taken for done by an answer with %s', async (_why, body) => {
    const sending = answered(body).api.createCustomer(customer).send();
    await expect(sending).rejects.toMatchObject({ name: 'CoinutUnreadableAnswer' });
  });

  it('is not sent by being prepared', () => {
    const { api, sent } = answered({});
    api.createCustomer(customer);
    expect(sent).toEqual([]);
  });
});

describe('finding a customer', () => {
  it.each([
    ['an answer that names them', success({ id: 'c-1', externalId: 'user-7' }), { id: 'c-1', externalId: 'user-7' }],
    ['an answer that does not repeat the externalId', { customerId: 'c-1' }, { id: 'c-1' }],
    ['no such customer, in words', { status: 'FAILED', message: 'customer not found' }, undefined],
    ['no such customer, as null', success(null), undefined],
    ['no such customer, as an empty object', success({}), undefined],
    ['no such customer, in lower case', { status: 'success', data: null }, undefined],
  ])('understands %s', async (_why, body, expected) => {
    const { api, sent } = apiWith(() => body);
    expect(await api.findCustomer('user-7')).toEqual(expected);
    expect(sent).toMatchObject([{ method: 'GET', path: '/customer/detail', query: { externalId: 'user-7' } }]);
  });

  it('does not take another customer for this one', async () => {
    const { api } = apiWith(() => success({ id: 'c-2', externalId: 'USER-7' }));
    await expect(api.findCustomer('user-7')).rejects.toMatchObject({ name: 'CoinutUnreadableAnswer' });
  });

  it.each([
    ['nothing at all', {}],
    ['an object without its id', success({ status: 'PENDING' })],
    ['an id by a name that is not known here', success({ uuid: 'c-1' })],
  ])('does not take %s for "no such customer", or a second one would be created', async (_why, body) => {
    await expect(apiWith(() => body).api.findCustomer('user-7')).rejects.toMatchObject({
      name: 'CoinutUnreadableAnswer',
    });
  });

  it('hands on every other failure', async () => {
    const { api } = apiWith(() => ({ status: 'FAILED', message: 'database is down' }));
    await expect(api.findCustomer('user-7')).rejects.toMatchObject({ name: 'CoinutFailed' });
  });
});

describe('reading an object', () => {
  const address = {
    id: 'a-1',
    customerId: 'c-1',
    status: 'VERIFIED',
    address: '0xabc',
    network: 'ETH',
    currency: 'USDT',
  };
  const deposit = { id: 'd-1', currency: 'USDT', amount: '250.00', status: 'CONFIRMED', txid: '0xfeed' };

  it.each<[string, object, object]>([
    [
      'a nested receiver',
      { ...deposit, customerId: null, receiverDepositAddress: address },
      { ...deposit, customerId: 'c-1', depositAddressId: 'a-1', address: '0xabc', network: 'ETH' },
    ],
    ['a receiver as plain text', { ...deposit, receiverDepositAddress: '0xabc' }, { ...deposit, address: '0xabc' }],
    [
      'an address of its own',
      { ...deposit, address: '0xabc', network: 'TRX' },
      { ...deposit, address: '0xabc', network: 'TRX' },
    ],
    [
      'a network in lower case',
      { ...deposit, address: '0xabc', network: 'trx' },
      { ...deposit, address: '0xabc', network: 'TRX' },
    ],
    ['depositAddress', { ...deposit, depositAddress: address }, { depositAddressId: 'a-1', address: '0xabc' }],
    ['depositAddressId', { ...deposit, depositAddressId: 'a-1' }, { ...deposit, depositAddressId: 'a-1' }],
    ['a number as its amount', { ...deposit, amount: 250.5 }, { ...deposit, amount: '250.5' }],
  ])('understands a deposit with %s', async (_why, body, expected) => {
    expect(await apiWith(() => success(body)).api.readDeposit('d-1')).toMatchObject(expected);
    expect(await apiWith(() => body).api.readDeposit('d-1')).toMatchObject(expected);
  });

  it.each([
    ['a number with more digits than it can hold', 123_456_789_012.123_456_7],
    ['a sum with the dust of binary fractions', 0.1 + 0.2],
    ['a number in exponents', 1e-9],
    ['an object', { value: '250.00' }],
  ])('does not guess at an amount that is %s', async (_why, amount) => {
    const read = await apiWith(() => success({ ...deposit, amount })).api.readDeposit('d-1');
    expect(read).not.toHaveProperty('amount');
  });

  it.each<[string, object, object]>([
    ['deposit.id', { id: 't-1', deposit: { id: 'd-1', customerName: 'Ana Lim' } }, { id: 't-1', depositId: 'd-1' }],
    ['tradeId and depositId', { tradeId: 't-1', depositId: 'd-1' }, { id: 't-1', depositId: 'd-1' }],
    ['its time', { id: 't-1', createTime: '2026-07-01T10:05:00Z' }, { id: 't-1', createTime: '2026-07-01T10:05:00Z' }],
    ['no deposit, as older ones have', { id: 't-1', deposit: null }, { id: 't-1' }],
  ])('understands a trade with %s', async (_why, body, expected) => {
    expect(await apiWith(() => success(body)).api.readTrade('t-1')).toEqual(expected);
  });

  it.each<[string, unknown, object]>([
    ['under data', success({ ...address, tag: '42' }), { ...address, memo: '42' }],
    ['at top level', address, address],
    ['pending, with a null address', success({ ...address, address: null, status: 'PENDING' }), { status: 'PENDING' }],
    ['in nothing, which has no status either', success(null), {}],
  ])('understands a deposit address %s', async (_why, body, expected) => {
    const read = await apiWith(() => body).api.readDepositAddress('a-1');
    expect(read).toMatchObject(expected);
    expect(read.status).not.toBe('SUCCESS');
  });

  it('understands the detail of a flow', async () => {
    const body = success({ id: 'f-1', status: 'ENABLED', fromDepositAddress: address, toBankAccount: { id: 'b-1' } });
    expect(await apiWith(() => body).api.readFlow('f-1')).toEqual({
      id: 'f-1',
      status: 'ENABLED',
      depositAddress: address,
      bankAccountId: 'b-1',
    });
  });
});

describe('walking through a list', () => {
  const all = Array.from({ length: 250 }, (_, index) => ({ id: `b-${index}`, currency: 'EUR' }));
  const pageOf = ({ query }: CoinutRequest, size: number) => {
    const from = (Number(query?.pageNum) - 1) * size;
    return all.slice(from, from + size);
  };

  it.each<[string, (request: CoinutRequest) => unknown, number]>([
    ['pages of a hundred with a total', (request) => success({ list: pageOf(request, 100), total: 250 }), 3],
    ['pages smaller than asked for', (request) => success({ list: pageOf(request, 25), total: 250 }), 10],
    ['a total as text', (request) => success({ list: pageOf(request, 100), total: '250' }), 3],
    ['no total', (request) => success({ list: pageOf(request, 100) }), 4],
    ['no total and pages smaller than asked for', (request) => success({ list: pageOf(request, 50) }), 6],
    ['a total of null', (request) => success({ list: pageOf(request, 100), total: null }), 4],
    ['an empty total', (request) => success({ list: pageOf(request, 100), total: '' }), 4],
    ['a total that promises too much', (request) => success({ list: pageOf(request, 100), total: 999 }), 4],
    ['bare lists', (request) => success(pageOf(request, 100)), 4],
    ['everything on every page', () => success(all), 2],
    ['the same page over and over, with a total', () => success({ list: all, total: 999 }), 2],
    ['the list at top level', (request) => ({ list: pageOf(request, 100), total: 250 }), 3],
    ['items', (request) => success({ items: pageOf(request, 100), total: 250 }), 3],
  ])('finds all and each once: %s', async (_why, answer, calls) => {
    const { api, sent } = apiWith(answer);
    const found = await api.listBankAccounts('c-1', 'EUR');
    expect(found.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    expect(sent).toHaveLength(calls);
    expect(sent[0]?.query).toEqual({ customerId: 'c-1', currency: 'EUR', pageNum: '1', pageSize: '100' });
  });

  it.each([
    ['an empty list', success({ list: [], total: 0 })],
    ['no list', success({})],
    ['null', success(null)],
  ])('finds nothing in %s, with one call', async (_why, body) => {
    const { api, sent } = apiWith(() => body);
    expect(await api.listDepositAddresses('c-1')).toEqual([]);
    expect(sent).toHaveLength(1);
  });

  it('leaves out items that cannot be read, and keeps the others', async () => {
    const { api } = apiWith(() => success({ list: [null, 7, 'x', { id: 'f-1', from: 'a-1', to: 'b-1' }], total: 4 }));
    expect(await api.listFlows()).toEqual([{ id: 'f-1', depositAddress: { id: 'a-1' }, bankAccountId: 'b-1' }]);
  });

  it('never takes a part of a list for the whole, and ends even if the provider does not', async () => {
    let count = 0;
    const { api, sent } = apiWith(() => success({ list: [{ id: `f-${(count += 1)}` }], total: 1e9 }));
    await expect(api.listFlows()).rejects.toMatchObject({ name: 'CoinutUnreadableAnswer' });
    expect(sent.length).toBeLessThanOrEqual(500);
  });

  it('fails if any page fails', async () => {
    const { api } = apiWith(({ query }) =>
      query?.pageNum === '2' ? { status: 'FAILED' } : success({ list: all.slice(0, 100), total: 250 }),
    );
    await expect(api.listFlows()).rejects.toMatchObject({ name: 'CoinutFailed' });
  });
});

describe('resultOf', () => {
  it.each([
    ['what stands at top level', { customerId: 'c-1', status: 'PENDING' }, { customerId: 'c-1', status: 'PENDING' }],
    ['what stands under data', { status: 'SUCCESS', data: { id: 1 } }, { id: 1 }],
    ["data's own status", { status: 'SUCCESS', message: 'ok', data: { status: 'PENDING' } }, { status: 'PENDING' }],
    ['both together', { flowId: 'f-1', data: { depositAddress: 'x' } }, { flowId: 'f-1', depositAddress: 'x' }],
    ['nothing of a list', { status: 'SUCCESS', data: [1] }, {}],
    ['nothing of null', { status: 'SUCCESS', data: null }, {}],
  ])('gives %s', (_why, body, expected) => {
    expect(resultOf(body)).toEqual(expected);
  });

  it('takes a key named __proto__ for a key like any other', () => {
    const body = JSON.parse('{"data":{"__proto__":{"id":"evil"}},"__proto__":{"customerId":"evil"}}') as object;
    const result = resultOf({ ...body });
    expect(result.id).toBeUndefined();
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
  });
});

describe('readList', () => {
  it.each([
    ['a list that is none', { list: 'x', total: true }],
    ['a list by a name that is not known here', { records: [{ id: 'f-1' }], total: 1 }],
    ['an object where a list belongs', { id: 'f-1' }],
    ['a text', 'nothing'],
  ])('takes nothing else for an empty list, or the look-up would end in a second create: %s', (_why, data) => {
    expect(readList({ status: 'SUCCESS', data })).toBeUndefined();
  });

  it('takes nothing for an empty list where the answer does not say that it succeeded', () => {
    expect(readList({})).toBeUndefined();
    expect(readList({ status: 'PARTIAL', data: {} })).toBeUndefined();
  });
});

describe('deleting a flow', () => {
  const remove = (answer: unknown) => {
    const http = fakeCoinutHttp(() => answer);
    const { deleteFlow } = createCoinutApi({ http, contract: contracts['openapi-2026-07'] });
    return { sent: http.sent, deleted: deleteFlow?.('f-1') };
  };

  it('asks for no more than that it succeeded', async () => {
    const { sent, deleted } = remove(success({ message: 'deleted' }));
    await expect(deleted).resolves.toBeUndefined();
    expect(sent).toMatchObject([{ method: 'POST', path: '/autoramp-flow/delete', body: { json: { id: 'f-1' } } }]);
  });

  it('fails as any call does', async () => {
    await expect(remove({ status: 'FAILED' }).deleted).rejects.toMatchObject({ name: 'CoinutFailed' });
  });

  it('is not offered where the contract has no such call', () => {
    expect(createCoinutApi({ http: fakeCoinutHttp(() => ({})), contract: contracts.guide })).not.toHaveProperty(
      'deleteFlow',
    );
  });
});

describe('a bank account to be added', () => {
  const australian = { currency: 'AUD', bankName: 'Westpac', accountNo: '12345678', bsb: '032000' } as const;

  it.each([
    ['guide', '12345678'],
    ['openapi-2026-07', '03200012345678'],
  ] as const)('is known by what is sent of it: %s', (contract, accountNo) => {
    const api = createCoinutApi({ http: fakeCoinutHttp(() => ({})), contract: contracts[contract] });
    const prepared = api.addBankAccount({ customerId: 'c-1', account: australian });
    expect(prepared.account).toEqual({ customerId: 'c-1', currency: 'AUD', bankName: 'Westpac', accountNo });
  });
});
