import type { BankAccountDetails } from '../../src/banking/account-fields';
import type { Simulator } from '../../simulator';
import { contracts } from '../../src/coinut/contracts';
import { contractNames } from '../../src/coinut/contracts/contract';
import { rawAnswer, startRawServer } from '../coinut/support/raw-server';
import { bankAccounts } from '../support/orders';
import { interrupted, type Interruptions } from './support/interruptions';
import { activitiesAt, run, startProvider } from './support/provider';

describe.each(contractNames)('ensureBankAccount under %s', (contract) => {
  let provider: Simulator;
  let line: Interruptions;
  let activities: ReturnType<typeof activitiesAt>;
  let customerId: string;

  beforeEach(async () => {
    provider = await startProvider(contract);
    line = await interrupted(provider.url);
    activities = activitiesAt(line.url, { contract });
    const customer = { externalId: 'user-7', name: 'Ana Lim', email: 'ana@example.com' };
    ({ customerId } = await run(activities, 'ensureCustomer', customer));
    await provider.play.approveCustomer(customerId);
  });
  afterEach(async () => {
    await line.stop();
    await provider.stop();
  });

  const ensure = (account: BankAccountDetails, { mayExist = true, attempt = 1 } = {}) =>
    run(activities, 'ensureBankAccount', { customerId, account, mayExist }, attempt);
  const lookUps = () => provider.requests.filter(({ path }) => path === '/bank-account/list').length;
  const added = () => provider.audit().creates['bank-account'];

  const numbered = (['USD', 'CAD', 'AUD', 'SGD'] as const).filter((currency) =>
    contracts[contract].payoutCurrencies.includes(currency),
  );
  it.each(numbered)('adopts an account in %s that has the same number', async (currency) => {
    const first = await ensure(bankAccounts[currency]);
    expect(await ensure(bankAccounts[currency])).toEqual(first);
    expect(added()).toBe(1);
  });

  it.each(['EUR', 'GBP'] as const)('never adopts an account in %s known by its IBAN only', async (currency) => {
    const first = await ensure(bankAccounts[currency]);
    expect(await ensure(bankAccounts[currency])).not.toEqual(first);
    expect(added()).toBe(2);
  });

  it('does not look where nobody can have added it before', async () => {
    await ensure(bankAccounts.USD, { mayExist: false });
    expect([lookUps(), added()]).toEqual([0, 1]);
  });

  it('looks on every retry', async () => {
    await ensure(bankAccounts.USD, { mayExist: false, attempt: 2 });
    expect([lookUps(), added()]).toEqual([1, 1]);
  });

  it('adds none in the first moment after a reset, in which the run before may still have one on its way', async () => {
    const input = { customerId, account: bankAccounts.USD, mayExist: true, originalRunId: 'the run before' };
    await expect(run(activities, 'ensureBankAccount', input)).rejects.toMatchObject({ type: 'EarlierRunUnderWay' });
    expect(added()).toBeFalsy();
    await run(activities, 'ensureBankAccount', input, 2);
    expect(added()).toBe(1);
  });

  it('finds on its retry what was added when the answer was lost', async () => {
    line.loseNextAnswerTo('/bank-account/add');
    const first = ensure(bankAccounts.USD, { mayExist: false });
    await expect(first).rejects.toMatchObject({ type: 'CoinutNoAnswer', nonRetryable: false });
    await ensure(bankAccounts.USD, { mayExist: false, attempt: 2 });
    expect(provider.audit()).toMatchObject({ creates: { 'bank-account': 1 }, duplicates: [] });
  });

  it("finds an account that is not on the list's first page", async () => {
    const first = await ensure(bankAccounts.USD);
    for (let count = 0; count < 120; count += 1) {
      const details = { accountNo: `9${count}`, swift: 'CHASUS33' };
      const stamp = provider.records.stamp();
      provider.records.bankAccounts.put({ ...stamp, customerId, currency: 'USD', bankName: 'Other', details });
    }
    expect(await ensure(bankAccounts.USD)).toEqual(first);
  });

  it('does not take the account of another customer', async () => {
    const stamp = provider.records.stamp();
    const { currency, bankName, accountNo } = bankAccounts.USD;
    provider.records.bankAccounts.put({ ...stamp, customerId: 'other', currency, bankName, details: { accountNo } });
    expect((await ensure(bankAccounts.USD)).bankAccountId).not.toBe(stamp.id);
  });
});

describe('the same bank account', () => {
  const wanted = { currency: 'USD', bankName: 'Chase', accountNo: '12345678', swift: 'CHASUS33' } as const;
  const listed = { id: 'known', ...wanted };
  const withIban = { currency: 'EUR', bankName: 'N26', swift: 'NTSBDEB1', iban: 'DE89370400440532013000' } as const;

  it.each<[string, object, BankAccountDetails, boolean]>([
    ['an equal number at the same bank', listed, wanted, true],
    ['the number written with spaces', { ...listed, accountNo: '1234 56-78' }, wanted, true],
    ['the number as a JSON number', { ...listed, accountNo: 12345678 }, wanted, true],
    ['another number', { ...listed, accountNo: '12345679' }, wanted, false],
    ['a masked number', { ...listed, accountNo: '****5678' }, wanted, false],
    ['no number', { ...listed, accountNo: null }, wanted, false],
    ['another currency', { ...listed, currency: 'EUR' }, wanted, false],
    ['no currency', { ...listed, currency: undefined }, wanted, false],
    ['another BIC', { ...listed, swift: 'BOFAUS3N' }, wanted, false],
    ['no BIC where one is wanted', { ...listed, swift: null }, wanted, false],
    ['another bank', { ...listed, bankName: 'Citi' }, wanted, false],
    [
      'another customer, by a list that ignores whose accounts are wanted',
      { ...listed, customerId: 'c-2' },
      wanted,
      false,
    ],
    ['an equal IBAN, where it is repeated', { id: 'known', ...withIban }, withIban, true],
    ['an equal IBAN with spaces', { id: 'known', ...withIban, iban: 'DE89 3704 0044 0532 0130 00' }, withIban, true],
    ['no IBAN and no number', { id: 'known', ...withIban, iban: null }, withIban, false],
    [
      'an equal number with another IBAN',
      { id: 'known', ...withIban, accountNo: '1', iban: 'DE02120300000000202051' },
      { ...withIban, accountNo: '1' },
      false,
    ],
    ['an equal number without an id', { ...listed, id: undefined }, wanted, false],
  ])('is told by %s', async (_why, known, account, adopted) => {
    const server = await startRawServer((socket, { method }) => {
      const body =
        method === 'POST' ? { bankAccountId: 'new' } : { status: 'SUCCESS', data: { list: [known], total: 1 } };
      socket.end(rawAnswer(200, JSON.stringify(body)));
    });
    const activities = activitiesAt(server.url);
    const ensured = await run(activities, 'ensureBankAccount', { customerId: 'c-1', account, mayExist: true });
    expect(ensured).toMatchObject({ bankAccountId: adopted ? 'known' : 'new' });
    expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(adopted ? 0 : 1);
    await server.stop();
  });
});

describe('an account that the contract cannot write', () => {
  it('is refused before any call, for good', async () => {
    const server = await startRawServer((socket) => socket.end(rawAnswer(200, '{}')));
    const activities = activitiesAt(server.url, { contract: 'openapi-2026-07' });
    const input = { customerId: 'c-1', account: bankAccounts.CAD, mayExist: true };
    await expect(run(activities, 'ensureBankAccount', input)).rejects.toMatchObject({
      type: 'CoinutUnsupported',
      nonRetryable: true,
    });
    expect(server.connections()).toBe(0);
    await server.stop();
  });
});

describe('checkBankAccount', () => {
  it('tells the country of the account, which decides when money arrives there', async () => {
    expect(await check({ currency: 'EUR', swift: 'BARCGB22' })).toEqual({ bankAccountId: 'b-1', accountCountry: 'GB' });
    expect(await check({ currency: 'EUR', swift: 'unknown' })).toEqual({ bankAccountId: 'b-1' });
  });

  const theirs = { customerId: 'c-1' };
  async function check(account: object, named: { customerId?: string } = theirs) {
    const body = JSON.stringify({ status: 'SUCCESS', data: { id: 'b-1', ...account } });
    const server = await startRawServer((socket) => socket.end(rawAnswer(200, body)));
    const input = { bankAccountId: 'b-1', currency: 'EUR', ...named };
    try {
      return await run(activitiesAt(server.url), 'checkBankAccount', input);
    } finally {
      await server.stop();
    }
  }

  it.each<[string, object, { customerId?: string }]>([
    ["the customer's account in the currency", { currency: 'EUR', customerId: 'c-1' }, theirs],
    ['an account whose currency is not told', { customerId: 'c-1' }, theirs],
    ['an account that does not say whose it is', { currency: 'EUR' }, theirs],
    ['an account of anybody, where nobody is named', { currency: 'EUR', customerId: 'c-2' }, {}],
  ])('accepts %s', async (_why, account, named) => {
    expect(await check(account, named)).toEqual({ bankAccountId: 'b-1' });
  });

  it.each([
    ['in another currency', { currency: 'USD', customerId: 'c-1' }, 'BankAccountCurrencyDiffers'],
    ['of another customer', { currency: 'EUR', customerId: 'c-2' }, 'BankAccountOfAnotherCustomer'],
    ['of another customer in another currency', { currency: 'USD', customerId: 'c-2' }, 'BankAccountOfAnotherCustomer'],
  ])('refuses an account %s, for good', async (_why, account, type) => {
    await expect(check(account)).rejects.toMatchObject({ type, nonRetryable: true });
  });
});
