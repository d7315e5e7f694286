import type { Simulator } from '../../simulator';
import { bankAccounts } from '../support/orders';
import { interrupted, type Interruptions } from './support/interruptions';
import { activitiesAt, run, startProvider } from './support/provider';

describe('ensureFlow', () => {
  let provider: Simulator;
  let line: Interruptions;
  let activities: ReturnType<typeof activitiesAt>;
  let parties: { customerId: string; bankAccountId: string };

  beforeEach(async () => {
    provider = await startProvider();
    line = await interrupted(provider.url);
    activities = activitiesAt(line.url);
    parties = await newParties('ana@example.com');
  });
  afterEach(async () => {
    await line.stop();
    await provider.stop();
  });

  async function newParties(email: string) {
    const customer = { externalId: email, name: 'Ana Lim', email };
    const { customerId } = await run(activities, 'ensureCustomer', customer);
    await provider.play.approveCustomer(customerId);
    const account = { customerId, account: bankAccounts.USD, mayExist: false };
    return { customerId, ...(await run(activities, 'ensureBankAccount', account)) };
  }

  const source = { currency: 'USDT', network: 'ETH' } as const;
  const ensure = (change: object = {}, attempt = 1) =>
    run(activities, 'ensureFlow', { ...parties, ...source, mayExist: true, ...change }, attempt);
  const created = () => provider.audit().creates.flow;

  it('creates a flow, and answers with its address', async () => {
    const ensured = await ensure({ mayExist: false });
    const [address] = provider.records.depositAddresses.all();
    expect(ensured).toEqual({
      flowId: expect.any(String),
      seen: { ...source, address: address?.address, evidence: 'look-up', seenAt: expect.any(String) },
      walletKey: 'wallet:ETH-42',
    });
    expect(created()).toBe(1);
  });

  it('finds the flow that is there already, and the address with its id', async () => {
    const first = await ensure();
    const [address] = provider.records.depositAddresses.all();
    expect(await ensure()).toMatchObject({
      flowId: first.flowId,
      seen: { depositAddressId: address?.id, address: address?.address, status: 'VERIFIED' },
      walletKey: first.walletKey,
    });
    expect(created()).toBe(1);
  });

  it('finds on its retry what was created when the answer was lost', async () => {
    line.loseNextAnswerTo('/autoramp-flow/offramp');
    await expect(ensure({ mayExist: false })).rejects.toMatchObject({ type: 'CoinutNoAnswer' });
    await ensure({ mayExist: false }, 2);
    expect(provider.audit()).toMatchObject({ creates: { flow: 1 }, duplicates: [] });
  });

  it('does not take a flow of another network, currency or account', async () => {
    await ensure();
    await ensure({ network: 'TRX' });
    await ensure({ currency: 'USDC' });
    const other = {
      customerId: parties.customerId,
      account: { ...bankAccounts.USD, accountNo: '99' },
      mayExist: false,
    };
    await ensure(await run(activities, 'ensureBankAccount', other));
    expect(created()).toBe(4);
  });

  it('does not take a flow of another customer', async () => {
    await ensure();
    await ensure(await newParties('kim@example.com'));
    expect(created()).toBe(2);
  });

  it('does not take a flow that is switched off', async () => {
    const { flowId } = await ensure();
    provider.records.flows.put({ ...provider.records.flows.require(flowId), status: 'DISABLED' });
    expect((await ensure()).flowId).not.toBe(flowId);
  });

  it('says no wallet while the address is pending, and finds it once it is there', async () => {
    parties = await newParties('ana+address-later@example.com');
    const { flowId, ...pending } = await ensure();
    expect(pending).toEqual({
      seen: {
        ...source,
        ...{ customerId: parties.customerId, depositAddressId: expect.any(String), status: 'PENDING' },
        ...{ evidence: 'look-up', seenAt: expect.any(String) },
      },
    });
    const read = () => run(activities, 'readDepositAddress', { flowId, ...source });
    const { seen } = await read();
    expect(seen).toMatchObject({ status: 'PENDING', depositAddressId: expect.any(String) });
    await provider.play.verifyAddress(String(seen.depositAddressId));
    expect(await read()).toMatchObject({ seen: { status: 'VERIFIED' }, walletKey: 'wallet:ETH-42' });
    const byId = { flowId, depositAddressId: String(seen.depositAddressId), ...source };
    expect(await run(activities, 'readDepositAddress', byId)).toMatchObject({
      seen: { status: 'VERIFIED', ...source },
    });
  });

  it('keeps a flow that it created even if its address cannot be read', async () => {
    parties = await newParties('ana+address-later@example.com');
    line.loseNextAnswerTo('/autoramp-flow/detail');
    expect(await ensure()).toEqual({
      flowId: provider.records.flows.all()[0]?.id,
      seen: { evidence: 'look-up', seenAt: expect.any(String) },
    });
  });
});

describe('finding what webhooks did not tell', () => {
  let provider: Simulator;
  let activities: ReturnType<typeof activitiesAt>;
  beforeEach(async () => {
    provider = await startProvider();
    activities = activitiesAt(provider.url);
  });
  afterEach(() => provider.stop());

  async function addressesOf(email: string) {
    const { customerId } = await run(activities, 'ensureCustomer', { externalId: email, name: 'Ana Lim', email });
    await provider.play.approveCustomer(customerId);
    const account = { customerId, account: bankAccounts.USD, mayExist: false };
    const { bankAccountId } = await run(activities, 'ensureBankAccount', account);
    const flow = { customerId, bankAccountId, currency: 'USDT', mayExist: false } as const;
    const [eth, trx] = [
      await run(activities, 'ensureFlow', { ...flow, network: 'ETH' }),
      await run(activities, 'ensureFlow', { ...flow, network: 'TRX' }),
    ];
    return { customerId, eth: String(eth.seen.address), trx: String(trx.seen.address) };
  }

  it('finds the deposits at one address, whatever its case, and no others', async () => {
    const { customerId, eth, trx } = await addressesOf('ana@example.com');
    const other = await addressesOf('kim@example.com');
    const mine = await provider.play.receiveDeposit({ address: eth, amount: '250.00' });
    for (const address of [trx, other.eth]) await provider.play.receiveDeposit({ address, amount: '10' });
    const search = { customerId, currency: 'USDT', network: 'ETH', address: eth.toLowerCase() } as const;
    const found = await run(activities, 'findDeposits', search);
    expect(found).toMatchObject([
      { depositId: mine.id, amount: '250.00', status: 'RECEIVED', transactionId: mine.txid },
    ]);
    const byId = { ...search, address: 'unknown', depositAddressId: mine.depositAddressId };
    expect(await run(activities, 'findDeposits', byId)).toEqual([expect.objectContaining({ depositId: mine.id })]);
  });

  it('reads a deposit that somebody named, wherever it came in, and passes over one that is not there', async () => {
    const { customerId, eth, trx } = await addressesOf('ana@example.com');
    const there = await provider.play.receiveDeposit({ address: trx, amount: '10' });
    const search = { customerId, currency: 'USDT', network: 'ETH', address: eth } as const;
    expect(await run(activities, 'findDeposits', search)).toEqual([]);
    const named = { ...search, depositIds: [there.id, 'not-there'] };
    expect(await run(activities, 'findDeposits', named)).toMatchObject([{ depositId: there.id, network: 'TRX' }]);
  });

  it('finds the trade of one deposit among others', async () => {
    const { eth, trx } = await addressesOf('ana@example.com');
    const trades = [];
    for (const address of [eth, trx, eth]) {
      const { id } = await provider.play.receiveDeposit({ address, amount: '250.00' });
      trades.push(await provider.play.createTrade(id));
    }
    const [first] = trades;
    const search = { depositId: String(first?.depositId), currency: 'USDT' };
    expect(await run(activities, 'findTrades', search)).toMatchObject([{ tradeId: first?.id, status: 'CREATED' }]);
    expect(await run(activities, 'findTrades', { ...search, depositId: 'none' })).toEqual([]);
  });
});
