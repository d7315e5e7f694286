import { faults } from '../../simulator';
import type { FaultRule } from '../../simulator';
import { createRandomFaults } from '../../simulator/faults/random';
import { exchange } from './support/exchange';
import { post, postForm, send } from './support/partner';
import { contractNames, makeCustomer, makeFlow, simulator, stopAll } from './support/simulation';

afterEach(stopAll);

describe.each(contractNames)('faults by tag under %s', (contract) => {
  const start = () => simulator({ autoplay: false, contract });

  async function approved(email: string) {
    const provider = await start();
    const customerId = await makeCustomer(provider.url, email);
    await provider.play.approveCustomer(customerId);
    return { provider, customerId };
  }

  it('the first create of the customer suffers, whoever else is created', async () => {
    const provider = await start();
    const creates = ['ben@example.com', 'ana+fault-customer-failed-after@example.com'];
    for (const email of [...creates, ...creates]) {
      await exchange(provider, 'POST', '/customer/create', { name: 'Ana Lim', email });
    }
    expect(provider.requests.map(({ fault }) => fault)).toEqual([undefined, 'failed-after', undefined, undefined]);
    expect(provider.accepted()).toHaveLength(4);
  });

  it('of two customers with one e-mail, each has a first create', async () => {
    const provider = await start();
    const email = 'ana+fault-customer-html@example.com';
    for (const externalId of ['a', 'b', 'a']) {
      await exchange(provider, 'POST', '/customer/create', { name: 'Ana Lim', email, externalId });
    }
    expect(provider.requests.map(({ fault }) => fault)).toEqual(['html', 'html', undefined]);
  });

  it('the first bank account of the customer suffers', async () => {
    const { provider, customerId } = await approved('ana+fault-account-error-500-before@example.com');
    const account = { customerId, currency: 'EUR', bankName: 'N26', accountNo: '1' };
    const add = async () => (contract === 'guide' ? post : postForm)(provider.url, '/bank-account/add', account);
    await expect(add()).rejects.toThrow('JSON');
    expect((await add()).httpStatus).toBe(200);
    expect(provider.requests.map(({ fault }) => fault)).toEqual([undefined, 'error-500-before', undefined]);
  });

  it('the first flow of the customer suffers, and its reset comes after the flow is made', async () => {
    const { provider, customerId } = await approved('ana+fault-flow-reset-after@example.com');
    await expect(makeFlow(provider.url, customerId, { contract })).rejects.toThrow('fetch failed');
    await makeFlow(provider.url, customerId, { contract });
    expect(provider.requests.filter(({ fault }) => fault !== undefined)).toEqual([
      { method: 'POST', path: '/autoramp-flow/offramp', query: '', at: expect.any(String), fault: 'reset-after' },
    ]);
    expect(provider.accepted().filter(({ kind }) => kind === 'flow')).toHaveLength(2);
  });
});

describe('faults by tag', () => {
  it.each(['fault-flow-nonsense', 'fault-trade-html', 'fault-customer-'])('%s is no tag', async (tag) => {
    const provider = await simulator({ autoplay: false });
    await makeCustomer(provider.url, `ana+${tag}@example.com`);
    expect(provider.requests).toMatchObject([{ status: 200 }]);
  });
});

describe('faults by rule', () => {
  it('a rule counts the requests that it matches, and of several the first one that applies wins', async () => {
    const rules: FaultRule[] = [
      { match: { path: '/balance', nth: 2 }, fault: 'html' },
      { match: { path: '/balance', method: 'GET', nth: 2 }, fault: 'empty' },
      { match: { path: '/balance', method: 'GET', nth: 3 }, fault: 'empty' },
      { match: { path: '/callback-url' }, fault: 'forbidden' },
    ];
    const provider = await simulator({ autoplay: false, faults: rules });
    const targets = ['/balance', '/balance', '/callback-url', '/balance', '/balance', '/callback-url'];
    for (const target of targets) await (await send(provider.url, 'GET', target)).text();
    const suffered = [undefined, 'html', 'forbidden', 'empty', undefined, 'forbidden'];
    expect(provider.requests.map(({ fault }) => fault)).toEqual(suffered);
  });

  it('a rule goes before a tag, which then waits for the next create', async () => {
    const match = { path: '/customer/create', nth: 1 };
    const provider = await simulator({ autoplay: false, faults: [{ match, fault: 'html' }] });
    const ana = { name: 'Ana Lim', email: 'ana+fault-customer-empty@example.com' };
    for (let create = 0; create < 3; create += 1) await exchange(provider, 'POST', '/customer/create', ana);
    expect(provider.requests.map(({ fault }) => fault)).toEqual(['html', 'empty', undefined]);
  });
});

describe('faults at random', () => {
  const draws = (settings: { rate: number; seed: number }, count = 2000) =>
    Array.from({ length: count }, createRandomFaults(settings));

  it('the same seed draws the same faults, another one others', () => {
    expect(draws({ rate: 0.5, seed: 7 })).toEqual(draws({ rate: 0.5, seed: 7 }));
    expect(draws({ rate: 0.5, seed: 8 })).not.toEqual(draws({ rate: 0.5, seed: 7 }));
  });

  it('every fault that a worker gets over by itself is drawn, and no other', () => {
    const drawn = new Set(draws({ rate: 1, seed: 4_294_967_295 }));
    expect([...drawn].sort()).toEqual(
      faults
        .filter((fault) => fault.drawn)
        .map(({ name }) => name)
        .sort(),
    );
  });

  it('as many are drawn as the rate says', () => {
    expect(draws({ rate: 0, seed: 1 }).filter((fault) => fault !== undefined)).toEqual([]);
    const suffering = draws({ rate: 0.1, seed: 1 }, 10_000).filter((fault) => fault !== undefined);
    expect(suffering.length).toBeGreaterThan(900);
    expect(suffering.length).toBeLessThan(1100);
  });

  it('the same requests suffer the same faults', async () => {
    const suffered = async (seed: number) => {
      const provider = await simulator({ autoplay: false, randomFaults: { rate: 0.7, seed } });
      for (let request = 0; request < 15; request += 1) await exchange(provider, 'GET', '/balance');
      return provider.requests.map(({ fault }) => fault);
    };
    const first = await suffered(42);
    expect(await suffered(42)).toEqual(first);
    expect(await suffered(43)).not.toEqual(first);
  });
});
