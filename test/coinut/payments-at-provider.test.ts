import type { Simulator } from '../../simulator';
import { createCoinutApi, type CoinutApi } from '../../src/coinut/api';
import { contracts } from '../../src/coinut/contracts';
import { contractNames, type NewPayment } from '../../src/coinut/contracts/contract';
import { createCoinutHttp } from '../../src/coinut/http';
import { apiKey, apiSecret } from '../simulator/support/partner';
import { resendReference, settledTrade } from '../simulator/support/resends';
import { simulator, stopAll } from '../simulator/support/simulation';

describe.each(contractNames)('payments at the simulated provider under %s', (contract) => {
  let provider: Simulator;
  let api: CoinutApi;
  let payment: NewPayment;
  beforeEach(async () => {
    provider = await simulator({ autoplay: false, contract });
    const http = createCoinutHttp({ baseUrl: provider.url, apiKey, apiSecret });
    api = createCoinutApi({ http, contract: contracts[contract] });
    const { tradeId, bankAccountId, amount } = await settledTrade(provider, contract);
    const reference = resendReference(tradeId, 2);
    payment = { reference, bankAccountId, amount, currency: 'USD', deductCurrency: 'USDT' };
  });
  afterEach(stopAll);

  const received = { receivedAmount: '249.50', receivedCurrency: 'USD', beneficiaryName: 'Ana Lim' };

  it('are made, found in the list of their day, and known by their reference in the detail alone', async () => {
    const { id } = await api.createPayment(payment).send();
    const { createTime, ...detail } = await api.readPayment(id);
    expect(detail).toMatchObject({ id, status: 'PROCESSING', reference: payment.reference, ...received });
    const listed = await api.listPayments(createTime?.slice(0, 10) ?? '');
    expect(listed).toMatchObject([{ id, status: 'PROCESSING', ...received }]);
    expect(listed[0]).not.toHaveProperty('reference');
    expect(await api.listPayments('2020-01-31')).toEqual([]);
  });

  it('cost what was estimated, which the balance shows', async () => {
    const { deductAmount } = await api.estimatePayment(payment);
    expect(deductAmount).toBe('251.01');
    await provider.play.setBalance('USDT', '300.00');
    await api.createPayment(payment).send();
    expect(await api.readBalances()).toContainEqual({ currency: 'USDT', balance: '48.99' });
  });

  it('are refused for a balance that is too low, and not made', async () => {
    await provider.play.setBalance('USDT', '251.00');
    await expect(api.createPayment(payment).send()).rejects.toMatchObject({ name: 'CoinutInsufficientFunds' });
    expect(provider.records.payments.all()).toEqual([]);
  });

  it.each([
    ['failed-after', 'CoinutFailed'],
    ['error-500-after', 'CoinutServerError'],
    ['reset-after', 'CoinutNoAnswer'],
    ['empty', 'CoinutUnreadableAnswer'],
  ] as const)('may have been made by a request that ends in %s', async (fault, name) => {
    provider.faultNext({ path: '/payment/create', fault });
    await expect(api.createPayment(payment).send()).rejects.toMatchObject({ name });
    expect(provider.records.payments.all()).toMatchObject([{ reference: payment.reference }]);
  });
});
