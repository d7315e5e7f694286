import type { Simulator } from '../../simulator';
import { contractNames } from '../../src/coinut/contracts/contract';
import { rawAnswer, startRawServer } from '../coinut/support/raw-server';
import { bankAccounts } from '../support/orders';
import { interrupted, type Interruptions } from './support/interruptions';
import { activitiesAt, run, startProvider } from './support/provider';

describe.each(contractNames)('ensureFlow under %s', (contract) => {
  let provider: Simulator;
  let line: Interruptions;
  let activities: ReturnType<typeof activitiesAt>;
  let parties: { customerId: string; bankAccountId: string };

  beforeEach(async () => {
    provider = await startProvider(contract);
    line = await interrupted(provider.url);
    activities = activitiesAt(line.url, { contract });
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

  async function anotherAccount() {
    const account = { ...bankAccounts.USD, accountNo: '99' };
    return run(activities, 'ensureBankAccount', { customerId: parties.customerId, account, mayExist: false });
  }
  const calls = () => provider.requests.map(({ method, path }) => `${method} ${path}`);

  it('creates a flow, and answers with its address as far as there is one', async () => {
    const before = calls().length;
    const ensured = await ensure({ mayExist: false });
    const [address] = provider.records.depositAddresses.all();
    const seen = { evidence: 'look-up', seenAt: expect.any(String) };
    const { customerId } = parties;
    expect(ensured).toEqual(
      contract === 'guide'
        ? {
            flowId: expect.any(String),
            askedAt: expect.any(String),
            seen: { ...source, address: address?.address, ...seen },
            walletKey: 'wallet:ETH-42',
          }
        : {
            flowId: expect.any(String),
            askedAt: expect.any(String),
            seen: { ...source, customerId, depositAddressId: address?.id, status: 'PENDING', ...seen },
          },
    );
    expect(created()).toBe(1);
    // The guide's happy path has five calls in all, so that here no look-up may be added.
    const readsAddress = contract === 'guide' ? [] : ['GET /autoramp-flow/detail'];
    expect(calls().slice(before)).toEqual(['POST /autoramp-flow/offramp', ...readsAddress]);
  });

  it('creates none in the first moment after a reset, in which the run before may still have one on its way', async () => {
    await expect(ensure({ originalRunId: 'the run before' })).rejects.toMatchObject({
      type: 'EarlierRunUnderWay',
      nonRetryable: false,
    });
    expect(created()).toBe(0);
    await ensure({ originalRunId: 'the run before' }, 2);
    expect(created()).toBe(1);
  });

  it('finds the flow that is there already, and the address with its id', async () => {
    const first = await ensure();
    const [address] = provider.records.depositAddresses.all();
    await provider.play.verifyAddress(String(address?.id));
    expect(await ensure()).toMatchObject({
      flowId: first.flowId,
      seen: { depositAddressId: address?.id, address: address?.address, status: 'VERIFIED' },
      walletKey: 'wallet:ETH-42',
    });
    expect(created()).toBe(1);
  });

  it('finds on its retry what was created when the answer was lost', async () => {
    line.loseNextAnswerTo('/autoramp-flow/offramp');
    await expect(ensure({ mayExist: false })).rejects.toMatchObject({ type: 'CoinutNoAnswer' });
    await ensure({ mayExist: false }, 2);
    expect(provider.audit()).toMatchObject({ creates: { flow: 1 }, duplicates: [] });
  });

  it('does not take a flow of another network or currency, nor mind where it pays', async () => {
    await ensure();
    await ensure({ network: 'TRX' });
    await ensure({ currency: 'USDC', ...(await anotherAccount()) });
    expect(created()).toBe(3);
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

  it('creates nothing at an address from which another account is paid', async () => {
    await ensure();
    const elsewhere = ensure(await anotherAccount());
    await expect(elsewhere).rejects.toMatchObject({ type: 'AddressPaysElsewhere', nonRetryable: true });
    expect(created()).toBe(1);
  });

  it('does not mind where a flow pays that is switched off', async () => {
    const { flowId } = await ensure();
    provider.records.flows.put({ ...provider.records.flows.require(flowId), status: 'DISABLED' });
    expect(await ensure(await anotherAccount())).toMatchObject({ flowId: expect.any(String) });
    expect(created()).toBe(2);
  });

  it('answers with no flow of its own while another one pays elsewhere', async () => {
    const { flowId, bankAccountId } = { ...(await ensure()), ...(await anotherAccount()) };
    const flow = provider.records.flows.require(flowId);
    provider.records.flows.put({ ...flow, ...provider.records.stamp(), bankAccountId });
    await expect(ensure()).rejects.toMatchObject({ type: 'AddressPaysElsewhere' });
  });

  it('keeps a flow that it created although its first look after that fails', async () => {
    line.loseNextAnswerTo('/autoramp-flow/list');
    expect(await ensure()).toMatchObject({ flowId: provider.records.flows.all()[0]?.id });
    expect(provider.audit()).toMatchObject({ creates: { flow: 1 }, duplicates: [] });
  });

  it('looks once more, as if its create might still land, where it cannot look after that', async () => {
    provider.faultNext({ path: '/autoramp-flow/list', times: 3, fault: 'rate-limited' });
    const failure: unknown = await ensure().catch((error: unknown) => error);
    expect(failure).toMatchObject({ type: 'CoinutRateLimited' });
    expect(failure).not.toHaveProperty('nextRetryDelay', expect.any(Number));
    expect(created()).toBe(1);
    expect(await ensure({}, 2)).toMatchObject({ flowId: provider.records.flows.all()[0]?.id });
    expect(provider.audit()).toMatchObject({ creates: { flow: 1 }, duplicates: [] });
  });

  it('says no wallet while the address is pending, and finds it once it is there', async () => {
    parties = await newParties('ana+address-later@example.com');
    const { flowId, ...pending } = await ensure();
    expect(pending).toEqual({
      askedAt: expect.any(String),
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

  it('says that it asked when its order first did, unless that clock is ahead', async () => {
    const since = '2026-01-02T03:04:05.000Z';
    expect(await ensure({ since })).toMatchObject({ askedAt: since });
    const ahead = new Date(Date.now() + 86_400_000).toISOString();
    const { askedAt } = await ensure({ since: ahead });
    expect(Date.parse(askedAt)).toBeLessThanOrEqual(Date.now());
  });

  it('keeps a flow that it created even if its address cannot be read', async () => {
    parties = await newParties('ana+address-later@example.com');
    line.loseNextAnswerTo('/autoramp-flow/detail');
    expect(await ensure()).toEqual({
      flowId: provider.records.flows.all()[0]?.id,
      askedAt: expect.any(String),
      seen: { evidence: 'look-up', seenAt: expect.any(String) },
    });
  });
});

describe('two orders of one customer that create flows at the same moment', () => {
  const address = {
    id: 'a-1',
    customerId: 'c-1',
    currency: 'USDT',
    network: 'ETH',
    status: 'VERIFIED',
    address: '0x1',
  };
  const mine = { id: 'f-1', from: 'a-1', to: 'b-1', status: 'ENABLED' };
  const input = { customerId: 'c-1', bankAccountId: 'b-1', currency: 'USDT', network: 'ETH', mayExist: true } as const;

  /** A provider where, by the time that our flow is made, these are there too. */
  async function ensureBeside(others: readonly object[]) {
    let made = false;
    const server = await startRawServer((socket, { method, target }) => {
      made ||= method === 'POST';
      const list = target.startsWith('/deposit-address') ? [address] : [...others, mine];
      const answer =
        method === 'POST' ? { flowId: 'f-1', data: { depositAddress: '0x1' } } : { list: made ? list : [] };
      socket.end(rawAnswer(200, JSON.stringify({ status: 'SUCCESS', total: 1, ...answer })));
    });
    try {
      return await run(activitiesAt(server.url), 'ensureFlow', input);
    } finally {
      await server.stop();
    }
  }

  it.each<[string, object]>([
    ['a flow to another account', { ...mine, id: 'f-2', to: 'b-2' }],
    ['a flow of which it is not said that it is on', { ...mine, id: 'f-2', to: 'b-2', status: null }],
  ])('are stopped by %s, before anybody is shown the address', async (_why, other) => {
    await expect(ensureBeside([other])).rejects.toMatchObject({ type: 'AddressPaysElsewhere', nonRetryable: true });
  });

  it.each<[string, object]>([
    ['a second flow to the same account', { ...mine, id: 'f-2' }],
    ['a flow from another address', { ...mine, id: 'f-2', from: 'a-2', to: 'b-2' }],
    ['a flow that is switched off', { ...mine, id: 'f-2', to: 'b-2', status: 'disabled' }],
    ['a flow that was deleted', { ...mine, id: 'f-2', to: 'b-2', status: 'DELETED' }],
    ['a flow that does not say where it pays', { ...mine, id: 'f-2', to: null }],
  ])('are not stopped by %s', async (_why, other) => {
    expect(await ensureBeside([other])).toMatchObject({ flowId: 'f-1', seen: { address: '0x1' } });
  });
});

describe('readFlow', () => {
  it('says how the flow stands', async () => {
    const data = { id: 'f-1', status: 'DISABLED', toBankAccount: { id: 'b-1' } };
    const server = await startRawServer((socket) =>
      socket.end(rawAnswer(200, JSON.stringify({ status: 'SUCCESS', data }))),
    );
    const activities = activitiesAt(server.url);
    expect(await run(activities, 'readFlow', { flowId: 'f-1' })).toEqual({
      flowId: 'f-1',
      status: 'DISABLED',
      evidence: 'look-up',
      seenAt: expect.any(String),
    });
    await server.stop();
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

  it('walks through the trades back to the deposit, as long as the list begins with the newest', async () => {
    const { eth } = await addressesOf('ana@example.com');
    const trade = async () => {
      const { id } = await provider.play.receiveDeposit({ address: eth, amount: '250.00' });
      return provider.play.createTrade(id);
    };
    const first = await trade();
    const at = (minute: number) => new Date(Date.parse('2026-06-01T00:00:00Z') + minute * 60_000).toISOString();
    const old = Array.from({ length: 350 }, (_, index) => ({ ...first, id: `t-old-${index}`, createdAt: at(index) }));
    old.forEach((made) => provider.records.trades.put(made));
    const wanted = await trade();
    provider.records.trades.put({ ...wanted, createdAt: '2026-07-01T10:05:00Z' });
    const pages = () => provider.requests.filter(({ path }) => path === '/trade/list').length;
    const search = { depositId: wanted.depositId, currency: 'USDT', since: '2026-07-01T10:00:00Z' };
    expect(await run(activities, 'findTrades', search)).toMatchObject([{ tradeId: wanted.id }]);
    expect(pages()).toBe(2);
    // Oldest first, the one that is wanted is on the last page.
    old.forEach((made, index) => provider.records.trades.put({ ...made, createdAt: at(350 - index) }));
    expect(await run(activities, 'findTrades', search)).toMatchObject([{ tradeId: wanted.id }]);
    expect(pages()).toBe(2 + 4);
  });

  it('reads no trade that was made before the deposit, as far as times can prove it', async () => {
    const { eth } = await addressesOf('ana@example.com');
    const trade = async () => {
      const { id } = await provider.play.receiveDeposit({ address: eth, amount: '250.00' });
      return provider.play.createTrade(id);
    };
    const [wanted, before, tolerated, unproven] = [await trade(), await trade(), await trade(), await trade()];
    const stamp = (made: typeof wanted, createdAt: string) => provider.records.trades.put({ ...made, createdAt });
    stamp(wanted, '2026-07-01T10:05:00Z');
    stamp(before, '2026-07-01T10:59:59+02:00');
    stamp(tolerated, '2026-07-01T09:00:00Z');
    stamp(unproven, '2026-06-01 10:00:00');
    const readTrades = () => provider.requests.filter(({ path }) => path === '/trade/detail').length;
    const search = { depositId: wanted.depositId, currency: 'USDT' };

    const since = '2026-07-01T10:00:00Z';
    expect(await run(activities, 'findTrades', { ...search, since })).toMatchObject([{ tradeId: wanted.id }]);
    expect(readTrades()).toBe(2);
    // Without a zone, times of more than a day apart still prove something.
    stamp(unproven, '2026-06-30 10:00:00');
    expect(await run(activities, 'findTrades', { ...search, since: '2026-07-01 10:00:00' })).toHaveLength(1);
    expect(readTrades()).toBe(2 + 4);
    expect(await run(activities, 'findTrades', { ...search, since: '2026-07-02T10:00:00Z' })).toEqual([]);
    expect(readTrades()).toBe(2 + 4);
  });
});
