import { createCoinutApi } from '../../src/coinut/api';
import { contracts } from '../../src/coinut/contracts';
import { contractNames, type NewPayment } from '../../src/coinut/contracts/contract';
import type { CoinutHttp, CoinutRequest } from '../../src/coinut/http';
import { answerOf, fakeCoinutHttp } from './support/answers';

const payment: NewPayment = {
  reference: 'RABCDEFGHIJKL-2',
  amount: '229.80',
  currency: 'USD',
  deductCurrency: 'USDT',
  bankAccountId: 'b-1',
};
const shown = { id: 'p-1', status: 'PROCESSING', reference: payment.reference };
const success = (data: unknown) => ({ status: 'SUCCESS', data });

describe.each(contractNames)('payments under %s', (contract) => {
  function apiWith(answer: (request: CoinutRequest) => unknown) {
    const http = fakeCoinutHttp(answer);
    return { api: createCoinutApi({ http, contract: contracts[contract] }), sent: http.sent };
  }

  describe('creating one', () => {
    const create = (body: unknown) =>
      apiWith(() => body)
        .api.createPayment(payment)
        .send();

    it.each<[string, unknown, object]>([
      ["the guide's paymentId", { paymentId: 'p-1', status: 'PROCESSING' }, { id: 'p-1', status: 'PROCESSING' }],
      ['data.id', success(shown), shown],
      ['data.paymentId', success({ paymentId: 'p-1' }), { id: 'p-1' }],
      [
        'an id beside the word SUCCESS, which is not its status',
        { status: 'SUCCESS', paymentId: 'p-1' },
        { id: 'p-1' },
      ],
      ['a status nobody knows', success({ ...shown, status: 'ON_HOLIDAY' }), { ...shown, status: 'ON_HOLIDAY' }],
    ])('reads its answer by %s', async (_why, body, expected) => {
      expect(await create(body)).toEqual(expected);
    });

    it.each([
      ['nothing', {}],
      ['no id', success({ status: 'PROCESSING', reference: payment.reference })],
      ["another object's id", { bankAccountId: 'b-1' }],
    ])('is not taken for done by an answer with %s', async (_why, body) => {
      await expect(create(body)).rejects.toMatchObject({ name: 'CoinutUnreadableAnswer' });
    });

    it('is not sent by being prepared', () => {
      const { api, sent } = apiWith(() => ({}));
      api.createPayment(payment);
      expect(sent).toEqual([]);
    });

    it.each([
      ['a balance that does not cover it', 'Insufficient USDT balance', 'CoinutInsufficientFunds'],
      ['a balance that is too low', 'The balance is too low for this payment.', 'CoinutInsufficientFunds'],
      ['anything else, which may have had an effect', 'The payment could not be completed.', 'CoinutFailed'],
      ['a bank account that it does not know', 'bank account not found', 'CoinutNotFound'],
    ])('tells a 422 FAILED for %s', async (_why, message, name) => {
      const http: CoinutHttp = {
        ...fakeCoinutHttp(() => undefined),
        send: async ({ operation }) => answerOf(422, { status: 'FAILED', message }, { operation }),
      };
      const api = createCoinutApi({ http, contract: contracts[contract] });
      await expect(api.createPayment(payment).send()).rejects.toMatchObject({ name });
    });
  });

  describe('reading one', () => {
    const detail = {
      ...{ ...shown, status: 'CONFIRMED', rate: '0.9950', deductAmount: '181.00', deductCurrency: 'USDT' },
      ...{ receivedCurrency: 'USD', receivedAmount: '100.00', bankCharge: '80.00' },
      createTime: '2026-07-01 11:00:00',
    };
    const account = { bankName: 'Chase', accountNo: '1', swift: 'CHASUS33', beneficiaryName: 'Ana Lim' };

    it.each<[string, object, object]>([
      [
        'in full',
        { ...detail, bankAccount: { ...account, beneficiaryAddress: 'X' } },
        { ...detail, bankAccount: account, beneficiaryName: 'Ana Lim' },
      ],
      [
        'by paymentId, in the words of the request',
        { paymentId: 'p-1', amount: '100.00', currency: 'USD' },
        { id: 'p-1', receivedAmount: '100.00', receivedCurrency: 'USD' },
      ],
      ['with numbers for amounts', { id: 'p-1', receivedAmount: 100.5 }, { id: 'p-1', receivedAmount: '100.5' }],
      [
        'to an account that names its holder as the guide does',
        { id: 'p-1', bankAccount: { iban: 'DE89370400440532013000', accountName: 'Ana Lim' } },
        {
          id: 'p-1',
          bankAccount: { iban: 'DE89370400440532013000', beneficiaryName: 'Ana Lim' },
          beneficiaryName: 'Ana Lim',
        },
      ],
      ['to an account that is none', { id: 'p-1', bankAccount: 'Chase' }, { id: 'p-1' }],
      ['to an account that says nothing', { id: 'p-1', bankAccount: {} }, { id: 'p-1' }],
    ])('understands it %s', async (_why, body, expected) => {
      expect(await apiWith(() => success(body)).api.readPayment('p-1')).toEqual(expected);
      expect(await apiWith(() => body).api.readPayment('p-1')).toEqual(expected);
    });

    it('asks by its id, the only thing it can be asked by', async () => {
      const { api, sent } = apiWith(() => success(shown));
      await api.readPayment('p-1');
      expect(sent).toMatchObject([{ method: 'GET', path: '/payment/detail', query: { id: 'p-1' } }]);
    });
  });

  it('walks through all pages of the list of a day', async () => {
    const all = Array.from({ length: 120 }, (_, index) => ({
      id: `p-${index}`,
      status: 'PROCESSING',
      beneficiaryName: 'Ana Lim',
      receivedAmount: '1.00',
      receivedCurrency: 'USD',
    }));
    const { api, sent } = apiWith(({ query }) => {
      const from = (Number(query?.pageNum) - 1) * 100;
      return success({ list: all.slice(from, from + 100), total: all.length });
    });
    expect(await api.listPayments('2026-07-01')).toEqual(all);
    expect(sent.map(({ path, query }) => [path, query?.createDate, query?.pageNum])).toEqual([
      ['/payment/list', '2026-07-01', '1'],
      ['/payment/list', '2026-07-01', '2'],
    ]);
  });

  const estimate = { rate: '0.995', deductAmount: '181.00', bankCharge: '80.00' };

  it.each<[string, unknown, object]>([
    ['under data', success({ ...estimate, bankAccount: { bankName: 'Chase' } }), estimate],
    ['at top level', estimate, estimate],
    ['in numbers', { rate: 0.995, deductAmount: '181.00', bankCharge: 80 }, { ...estimate, bankCharge: '80' }],
    ['in part', success({ rate: '0.995', deductAmount: null, bankCharge: {} }), { rate: '0.995' }],
  ])('reads an estimate %s', async (_why, body, expected) => {
    const { api, sent } = apiWith(() => body);
    const { reference: _reference, ...estimated } = payment;
    expect(await api.estimatePayment(estimated)).toEqual(expected);
    expect(sent).toMatchObject([{ method: 'GET', path: '/payment/estimate', query: estimated }]);
  });

  describe('balances', () => {
    const both = [
      { currency: 'USDT', balance: '10.50' },
      { currency: 'USD', balance: '0.00' },
    ];

    it.each<[string, unknown, object[]]>([
      ['a list under data, as documented', success(both), both],
      ['a list at top level', { status: 'SUCCESS', balances: both }, both],
      ['a list within data', success({ list: both, total: 2 }), both],
      ['a map under data', success({ USDT: '10.50', USD: '0.00' }), both],
      ['a map at top level', { USDT: '10.50', USD: '0.00' }, both],
      ['a map by the name of balances', { balances: { USDT: '10.50', USD: '0.00' } }, both],
      ['one balance', success(both[0]), both.slice(0, 1)],
      ['numbers', success([{ currency: 'USDT', balance: 10.5 }]), [{ currency: 'USDT', balance: '10.5' }]],
      ['none', success([]), []],
      ['an item that cannot be read', success([null, { currency: 'SGD' }, { balance: '1' }, ...both]), both],
    ])('are read from %s', async (_why, body, expected) => {
      const { api, sent } = apiWith(() => body);
      expect(await api.readBalances()).toEqual(expected);
      expect(sent).toMatchObject([{ method: 'GET', path: '/balance', query: {} }]);
    });

    it.each([
      ['nothing', {}],
      ['null', success(null)],
      ['no currency', success({ total: '10.50', updatedAt: 'x' })],
    ])('are not known from %s', async (_why, body) => {
      await expect(apiWith(() => body).api.readBalances()).rejects.toMatchObject({ name: 'CoinutUnreadableAnswer' });
    });
  });
});
