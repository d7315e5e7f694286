import type { Simulator } from '../../simulator';
import { exchange } from './support/exchange';
import { eventually } from './support/eventually';
import { object, parsed, text } from './support/narrowing';
import { get, post, postForm } from './support/partner';
import { createPayment, resend, resendReference, settledTrade } from './support/resends';
import { contractNames, deliveredTo, detail, receiver, simulator, stopAll } from './support/simulation';

/** What a payment of the trade's 249.50 USD costs: a charge of 1.00, at 0.9980. */
const cost = { rate: '0.9980', bankCharge: '1.00', deductAmount: '251.01' };

describe.each(contractNames)('payments under %s', (contract) => {
  let provider: Simulator;
  beforeEach(async () => {
    provider = await simulator({ autoplay: false, contract });
  });
  afterEach(stopAll);

  const balances = async () => (await get(provider.url, '/balance')).body.data;
  const listOf = async (query: string) => object((await get(provider.url, `/payment/list?${query}`)).body.data);
  const onlyPayment = () => text(provider.records.payments.all()[0]?.id);

  it('are answered as the contract has it', async () => {
    const trade = await settledTrade(provider, contract);
    const { httpStatus, body } = await resend(provider, contract, trade, 2);
    const reference = resendReference(trade.tradeId, 2);
    const created = { status: 'PROCESSING', reference };
    expect(httpStatus).toBe(200);
    if (contract === 'guide') expect(body).toEqual({ paymentId: onlyPayment(), ...created });
    else expect(body).toMatchObject({ status: 'SUCCESS', data: { id: onlyPayment(), ...created, ...cost } });
  });

  it('show in detail what they cost and whom they pay, with a time that has no zone', async () => {
    const trade = await settledTrade(provider, contract);
    await resend(provider, contract, trade, 2);
    expect(await detail(provider.url, '/payment/detail', onlyPayment())).toEqual({
      id: onlyPayment(),
      status: 'PROCESSING',
      ...cost,
      deductCurrency: 'USDT',
      receivedCurrency: 'USD',
      receivedAmount: '249.50',
      reference: resendReference(trade.tradeId, 2),
      createTime: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
      bankAccount: {
        bankName: 'Deutsche Bank',
        accountNo: '1234567890',
        swift: 'DEUTDEFF',
        beneficiaryName: 'Ana Lim',
      },
    });
  });

  it('are listed by their day and status, in pages, and without their reference', async () => {
    const { bankAccountId } = await settledTrade(provider, contract);
    for (const reference of ['a', 'b', 'c']) {
      const payment = { reference, bankAccountId, amount: '10', currency: 'USD', deductCurrency: 'USDC' };
      await createPayment(provider, contract, payment);
    }
    const [first, second, third] = provider.records.payments.all();
    const today = text(first?.createdAt).slice(0, 10);
    expect(await listOf(`createDate=${today}&pageNum=2&pageSize=2`)).toEqual({
      list: [
        {
          ...{ id: first?.id, status: 'PROCESSING', beneficiaryName: 'Ana Lim' },
          ...{ deductAmount: '11.02', deductCurrency: 'USDC', receivedAmount: '10', receivedCurrency: 'USD' },
          createTime: expect.stringContaining(today),
        },
      ],
      ...{ total: 3, pageNum: 2, pageSize: 2 },
    });
    await provider.play.settlePayment('b');
    expect(await listOf('status=CONFIRMED')).toMatchObject({ list: [{ id: second?.id }], total: 1 });
    expect(await listOf('status=PROCESSING')).toMatchObject({ list: [{ id: third?.id }, { id: first?.id }] });
    expect(await listOf('createDate=2020-01-31')).toMatchObject({ list: [], total: 0 });
    const wrong = await get(provider.url, '/payment/list?createDate=today');
    expect(wrong.body.status).toBe('INVALID_PARAMETERS');
  });

  it('can be estimated', async () => {
    const { bankAccountId, amount } = await settledTrade(provider, contract);
    const query = new URLSearchParams({ deductCurrency: 'USDT', amount, currency: 'USD', bankAccountId });
    const { body } = await get(provider.url, `/payment/estimate?${query.toString()}`);
    expect(body).toEqual({
      status: 'SUCCESS',
      data: {
        ...cost,
        bankAccount: {
          ...{ bankName: 'Deutsche Bank', accountNo: '1234567890' },
          ...{ currency: 'USD', beneficiaryName: 'Ana Lim' },
        },
      },
    });
    expect(provider.records.payments.all()).toEqual([]);
  });

  it('are deducted from the balance, and refused when it does not cover them', async () => {
    const trade = await settledTrade(provider, contract);
    await provider.play.setBalance('USDT', '251.02');
    await resend(provider, contract, trade, 2);
    expect(await balances()).toEqual([
      { balance: '0.01', currency: 'USDT' },
      { balance: '1000000.00', currency: 'USDC' },
    ]);
    expect(await resend(provider, contract, trade, 3)).toEqual({
      httpStatus: 422,
      body: { status: 'FAILED', message: 'insufficient USDT balance' },
    });
    expect(provider.audit()).toMatchObject({ creates: { payment: 1 }, transfers: [{}, { attempt: 2 }] });
    await provider.play.topUp('USDT', '251.00');
    expect((await resend(provider, contract, trade, 3)).httpStatus).toBe(200);
    expect(await balances()).toMatchObject([{ balance: '0.00', currency: 'USDT' }, {}]);
  });

  it('take a transfer on its way that belongs to the trade which the reference names', async () => {
    const trade = await settledTrade(provider, contract);
    await provider.play.failTransfer(trade.tradeId, { fundsReturned: true });
    await resend(provider, contract, trade, 2);
    expect(provider.audit().transfers).toMatchObject([
      { tradeId: trade.tradeId, attempt: 1, status: 'FAILED' },
      {
        ...{ tradeId: trade.tradeId, attempt: 2, status: 'QUEUED', amount: '249.50', currency: 'USD' },
        ...{ paymentId: onlyPayment(), paymentReference: resendReference(trade.tradeId, 2) },
      },
    ]);
  });

  it.each([
    ['of no trade', () => resendReference('none', 2)],
    ['in lower case', (tradeId: string) => resendReference(tradeId, 2).toLowerCase()],
    ['without an attempt', (tradeId: string) => resendReference(tradeId, 2).slice(0, -2)],
    ['with an attempt that is none', (tradeId: string) => resendReference(tradeId, 0)],
    ['with more behind it', (tradeId: string) => `${resendReference(tradeId, 2)}-2`],
    ['of its own kind', () => 'invoice 7'],
  ])('with a reference %s are payments all the same, and no transfers', async (_why, referenceFor) => {
    const { tradeId, bankAccountId, amount } = await settledTrade(provider, contract);
    const reference = referenceFor(tradeId);
    const payment = { reference, bankAccountId, amount, currency: 'USD', deductCurrency: 'USDT' };
    expect((await createPayment(provider, contract, payment)).httpStatus).toBe(200);
    const audit = provider.audit();
    expect(audit.transfers).toHaveLength(1);
    expect(audit.unlinkedPayments).toEqual([
      { id: onlyPayment(), reference, amount, currency: 'USD', status: 'PROCESSING' },
    ]);
  });

  it('of one reference are not merged, and count as made twice', async () => {
    const trade = await settledTrade(provider, contract);
    await provider.play.failTransfer(trade.tradeId, { fundsReturned: true });
    await resend(provider, contract, trade, 2);
    await resend(provider, contract, trade, 2);
    const ids = provider.records.payments.all().map(({ id }) => id);
    const { duplicates, doublePayments } = provider.audit();
    expect(duplicates).toEqual([{ kind: 'payment', naturalKey: resendReference(trade.tradeId, 2), ids }]);
    expect(doublePayments).toMatchObject([{ kind: 'sent-while-alive', attempts: [2, 2] }]);
  });

  it('are refused to an account that is not there, or not in that currency', async () => {
    const { bankAccountId } = await settledTrade(provider, contract, { currency: 'EUR' });
    const payment = { reference: 'r', bankAccountId, amount: '10', currency: 'USD', deductCurrency: 'USDT' };
    expect((await createPayment(provider, contract, payment)).body).toEqual({
      status: 'FAILED',
      message: 'the bank account is not in USD',
    });
    expect((await createPayment(provider, contract, { ...payment, bankAccountId: 'none' })).body).toEqual({
      status: 'FAILED',
      message: 'bank account not found',
    });
  });

  it.each([
    ['no reference', { reference: '' }, 'reference'],
    ['no amount that is one', { amount: '1e3' }, 'amount'],
    ['a token that is none', { deductCurrency: 'BTC' }, 'deductCurrency'],
    ['a currency that is none', { currency: 'XYZ' }, 'currency'],
  ])('with %s are refused, and the field is named', async (_why, wrong, field) => {
    const { bankAccountId } = await settledTrade(provider, contract);
    const payment = { reference: 'r', bankAccountId, amount: '10', currency: 'USD', deductCurrency: 'USDT' };
    const { httpStatus, body } = await createPayment(provider, contract, { ...payment, ...wrong });
    expect([httpStatus, body.status]).toEqual([422, 'INVALID_PARAMETERS']);
    expect(body.message).toContain(`${field}:`);
  });

  it('that are not known are not found', async () => {
    expect(await get(provider.url, '/payment/detail?id=none')).toEqual({
      httpStatus: 422,
      body: { status: 'FAILED', message: 'payment not found' },
    });
  });

  it('settle with an event of the shape that the contract has, once by id and once by reference', async () => {
    const relay = await receiver();
    const trade = await settledTrade(provider, contract);
    provider.deliverTo(deliveredTo(relay));
    await resend(provider, contract, trade, 2);
    const reference = resendReference(trade.tradeId, 2);
    await provider.play.settlePayment(onlyPayment());
    await provider.play.settlePayment(reference);
    await eventually('both are told', () => relay.events().length === 2);
    const shown = await detail(provider.url, '/payment/detail', onlyPayment());
    expect(shown).toMatchObject({ status: 'CONFIRMED', reference });
    const bodies = relay.received.map(({ body }) => parsed(body));
    if (contract === 'guide') {
      const data = { paymentId: onlyPayment(), ...shown };
      expect(bodies).toEqual([
        { event: 'PAYMENT_SETTLED', data },
        { event: 'PAYMENT_SETTLED', data },
      ]);
    } else {
      expect(bodies[0]).toEqual({ event: 'PAYMENT_SETTLED', payload: shown });
    }
    expect(provider.audit().transfers[1]).toMatchObject({ attempt: 2, status: 'CREDITED' });
  });

  it.each(['reset-after', 'hang-after', 'error-500-after', 'failed-after', 'empty', 'half-body'] as const)(
    'suffer faults as every request does, and are made all the same: %s',
    async (fault) => {
      const trade = await settledTrade(provider, contract);
      provider.faultNext({ path: '/payment/create', fault });
      const reference = resendReference(trade.tradeId, 2);
      const { bankAccountId, amount, currency } = trade;
      const payment = { reference, bankAccountId, amount, currency, deductCurrency: 'USDT' };
      // A form would leave by another way; what becomes of the answer is the same.
      const asked = contract === 'guide' ? exchange(provider, 'POST', '/payment/create', payment) : undefined;
      if (asked) expect((await asked).logged.fault).toBe(fault);
      else {
        void createPayment(provider, contract, payment).catch(() => undefined);
        await eventually('the fault is suffered', () => provider.requests.at(-1)?.fault === fault);
      }
      expect(provider.accepted().filter(({ kind }) => kind === 'payment')).toMatchObject([{ naturalKey: reference }]);
    },
  );

  it('suffer the fault that a tag asks for, the first of the customer only', async () => {
    const trade = await settledTrade(provider, contract, { email: 'ana+fault-payment-reset-after@example.com' });
    await expect(resend(provider, contract, trade, 2)).rejects.toThrow('fetch failed');
    expect((await resend(provider, contract, trade, 3)).httpStatus).toBe(200);
    const payments = provider.requests.filter(({ path }) => path === '/payment/create');
    expect(payments.map(({ fault }) => fault)).toEqual(['reset-after', undefined]);
    expect(provider.audit().creates.payment).toBe(2);
  });
});

describe('payments under the guide', () => {
  afterEach(stopAll);

  it.each([
    ['EUR', '229.80'],
    ['GBP', '196.02'],
    ['CAD', '341.30'],
    ['AUD', '380.92'],
    ['SGD', '335.32'],
  ])('are made in %s, too', async (currency, amount) => {
    const provider = await simulator({ autoplay: false });
    const trade = await settledTrade(provider, 'guide', { currency });
    expect((await resend(provider, 'guide', trade, 2)).httpStatus).toBe(200);
    expect(provider.audit().transfers[1]).toMatchObject({ amount, currency, attempt: 2 });
  });
});

describe('payments under the later contract', () => {
  afterEach(stopAll);

  it('are made in USD only, and by a form only', async () => {
    const provider = await simulator({ autoplay: false, contract: 'openapi-2026-07' });
    const { bankAccountId, amount } = await settledTrade(provider, 'openapi-2026-07', { currency: 'EUR' });
    const payment = { reference: 'r', bankAccountId, amount, currency: 'EUR', deductCurrency: 'USDT' };
    const refused = { httpStatus: 422, body: { status: 'INVALID_PARAMETERS' } };
    expect(await postForm(provider.url, '/payment/create', payment)).toMatchObject(refused);
    expect(await post(provider.url, '/payment/create', { ...payment, currency: 'USD' })).toMatchObject(refused);
    const query = new URLSearchParams({ deductCurrency: 'USDT', amount, currency: 'EUR', bankAccountId });
    expect(await get(provider.url, `/payment/estimate?${query.toString()}`)).toMatchObject(refused);
  });
});

describe('balances', () => {
  afterEach(stopAll);

  it('are what the simulator is started with', async () => {
    const provider = await simulator({ autoplay: false, balances: { USDC: '7.50', EUR: '1.00' } });
    expect((await get(provider.url, '/balance')).body).toEqual({
      status: 'SUCCESS',
      data: [
        { balance: '7.50', currency: 'USDC' },
        { balance: '1.00', currency: 'EUR' },
      ],
    });
  });
});
