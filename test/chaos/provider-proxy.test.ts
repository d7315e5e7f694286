import { ProviderProxy, type Moment } from '../../chaos/parts/provider-proxy';
import type { Simulator } from '../../simulator';
import { eventually } from '../support/eventually';
import { get, post } from '../simulator/support/partner';
import { makeCustomer, simulator, stopAll } from '../simulator/support/simulation';

const createCustomer = { method: 'POST', path: '/customer/create' } as const;

describe('the proxy between worker and provider', () => {
  let provider: Simulator;
  let proxy: ProviderProxy;
  beforeEach(async () => {
    provider = await simulator({ autoplay: false });
    proxy = await ProviderProxy.start(provider.url);
  });
  afterEach(async () => {
    await proxy.stop();
    await stopAll();
  });

  const customers = () => provider.accepted().length;

  it('passes requests and answers on, byte for byte, so that signatures for its own address hold', async () => {
    const customerId = await makeCustomer(proxy.url, 'ana@example.com');
    const found = await get(proxy.url, '/customer/detail?externalId=external%20ana%40example.com');
    expect(found).toMatchObject({ httpStatus: 200, body: { data: { id: customerId } } });
  });

  it('passes refusals on as well', async () => {
    const refused = await post(proxy.url, createCustomer.path, {}, { secret: 'wrong' });
    expect(refused.httpStatus).toBe(401);
  });

  it.each<[Moment, number, string]>([
    ['received', 0, 'never reaches the provider'],
    ['accepted', 1, 'is carried out, but the answer is lost'],
  ])('loses a request that is %s: with %i creates it %s', async (moment, creates) => {
    const sprung = proxy.arm({ request: createCustomer, moment, spring: () => 'lose' });
    await expect(makeCustomer(proxy.url, 'ana@example.com')).rejects.toThrow();
    await sprung;
    expect(customers()).toBe(creates);
  });

  it('springs a trap on an answer when all of it has been sent', async () => {
    const sprung = proxy.arm({ request: createCustomer, moment: 'answered', spring: () => 'lose' });
    await expect(makeCustomer(proxy.url, 'ana@example.com')).resolves.not.toBe('');
    await sprung;
  });

  it('springs a trap once', async () => {
    let times = 0;
    const spring = () => {
      times += 1;
      return 'pass-on' as const;
    };
    await Promise.all([
      proxy.arm({ request: createCustomer, moment: 'received', spring }),
      makeCustomer(proxy.url, 'ana@example.com'),
    ]);
    await makeCustomer(proxy.url, 'ben@example.com');
    expect({ times, customers: customers() }).toEqual({ times: 1, customers: 2 });
  });

  it('tells requests apart by method, path and parameter', async () => {
    const request = { method: 'GET', path: '/customer/detail', parameter: 'externalId' } as const;
    let isSprung = false;
    const sprung = proxy.arm({
      request,
      moment: 'received',
      spring: () => {
        isSprung = true;
        return 'pass-on';
      },
    });
    const customerId = await makeCustomer(proxy.url, 'ana@example.com');
    await get(proxy.url, `/customer/detail?id=${customerId}`);
    await get(proxy.url, '/customer/list');
    expect(isSprung).toBe(false);
    await get(proxy.url, '/customer/detail?externalId=x');
    await sprung;
  });

  it('holds requests back until its gate is opened', async () => {
    const gate = proxy.hold(createCustomer);
    const made = Promise.all(['ana', 'ben'].map((name) => makeCustomer(proxy.url, `${name}@example.com`)));
    await eventually('both to wait', () => gate.waiting === 2);
    expect(customers()).toBe(0);
    gate.open();
    await made;
    await makeCustomer(proxy.url, 'carol@example.com');
    expect(customers()).toBe(3);
  });
});
