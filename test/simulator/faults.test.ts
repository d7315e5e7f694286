import { connect } from 'node:net';
import { faults } from '../../simulator';
import type { FaultName, Simulator } from '../../simulator';
import { eventually } from './support/eventually';
import { exchange } from './support/exchange';
import { object } from './support/narrowing';
import { get, send } from './support/partner';
import { rowsUnder } from './support/readme';
import { simulator, stopAll } from './support/simulation';

/** What the other side sees of a create that suffers a fault; nothing if the exchange breaks. */
interface Seen {
  status: number;
  body: string;
  headers?: Record<string, string>;
}

const ana = { name: 'Ana Lim', email: 'ana@example.com', externalId: 'user-7' };
const failed: string = expect.stringContaining('"status":"FAILED"');
const customer: string = expect.stringMatching(/^\{"customerId":"[^"]+","status":"PENDING"\}$/);
const html = { 'content-type': 'text/html' };

const seen: Record<FaultName, Seen | undefined> = {
  'reset-before': undefined,
  'reset-after': undefined,
  'error-500-before': { status: 500, body: 'Internal Server Error' },
  'error-500-after': { status: 500, body: 'Internal Server Error' },
  'failed-before': { status: 422, body: failed },
  'failed-after': { status: 422, body: failed },
  'invalid-parameters': { status: 422, body: expect.stringContaining('"status":"INVALID_PARAMETERS"') },
  'insufficient-funds': { status: 422, body: failed },
  'invalid-address': { status: 422, body: failed },
  unauthorised: { status: 401, body: expect.stringContaining('"status":"UNAUTHORISED"') },
  forbidden: { status: 403, body: 'error code: 1010' },
  'rate-limited': { status: 429, body: failed, headers: { 'retry-after': '1' } },
  'hang-before': undefined,
  'hang-after': undefined,
  'slow-body': { status: 200, body: customer },
  'half-body': undefined,
  html: { status: 200, body: expect.stringContaining('<!doctype html>'), headers: html },
  empty: { status: 200, body: '' },
  'not-json': { status: 200, body: 'OK' },
  'ok-but-failed': { status: 200, body: failed },
  'unknown-status': { status: 200, body: expect.stringMatching(/"customerId":"[^"]+","status":"REVIEWED_BY_PARTNER"/) },
  redirect: { status: 302, body: expect.any(String), headers: { ...html, location: '/maintenance' } },
};

describe('faults', () => {
  let provider: Simulator;
  beforeEach(async () => {
    provider = await simulator({ autoplay: false });
  });
  afterEach(stopAll);

  const create = () => exchange(provider, 'POST', '/customer/create', ana);

  it.each(faults)('$name shows: $shows', async ({ name }) => {
    provider.faultNext({ path: '/customer/create', fault: name });
    const { answer } = await create();
    const expected = seen[name];
    expect(answer).toEqual(expected && { status: expected.status, body: expected.body, headers: expect.any(Headers) });
    expect(Object.fromEntries(answer?.headers ?? [])).toMatchObject(expected?.headers ?? {});
  });

  it.each(faults)('$name leaves the request processed: $processed, and the next one well', async (fault) => {
    provider.faultNext({ path: '/customer/create', method: 'POST', fault: fault.name });
    const { logged } = await create();
    expect(provider.accepted()).toHaveLength(fault.processed ? 1 : 0);
    expect(logged.fault).toBe(fault.name);
    // Of half an answer the status was seen.
    expect(logged.status).toBe(fault.name === 'half-body' ? 200 : seen[fault.name]?.status);
    expect(await create()).toMatchObject({ answer: { status: 200 }, logged: { status: 200 } });
    expect(provider.accepted()).toHaveLength(fault.processed ? 2 : 1);
    expect(provider.requests.at(-1)).not.toHaveProperty('fault');
  });

  it('half an answer is half of what is announced', async () => {
    provider.faultNext({ path: '/customer/create', fault: 'half-body' });
    const response = await send(provider.url, 'POST', '/customer/create', ana);
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(60);
    await expect(response.text()).rejects.toThrow('terminated');
  });

  it('a stop ends requests that hang', async () => {
    provider.faultNext({ path: '/balance', times: 2, fault: 'hang-before' });
    provider.faultNext({ path: '/customer/list', fault: 'hang-after' });
    const hanging = ['/balance', '/balance', '/customer/list'].map(async (path) => {
      await expect(send(provider.url, 'GET', path)).rejects.toThrow('fetch failed');
    });
    await eventually('all hang', () => provider.requests.length === 3);
    await provider.stop();
    await Promise.all(hanging);
  });

  it('a stop does not wait for connections that were opened and not used', async () => {
    const unused = connect(provider.port, '127.0.0.1');
    const closed = new Promise((resolve) => unused.once('close', resolve));
    await new Promise<void>((resolve) => unused.once('connect', resolve));
    await provider.stop();
    await closed;
  });

  it('an unknown status takes the place of every object’s own', async () => {
    await create();
    provider.faultNext({ path: '/customer/list', fault: 'unknown-status' });
    expect((await get(provider.url, '/customer/list')).body).toMatchObject({
      status: 'SUCCESS',
      data: { list: [{ status: 'REVIEWED_BY_PARTNER', externalId: 'user-7' }], total: 1 },
    });
  });

  it('only requests of the path and method suffer, as often as told', async () => {
    provider.faultNext({ path: '/balance', method: 'GET', times: 2, fault: 'forbidden' });
    provider.faultNext({ path: '/balance', method: 'POST', fault: 'html' });
    for (const target of ['/balance', '/callback-url', '/balance?again=1', '/balance']) {
      await exchange(provider, 'GET', target);
    }
    expect(provider.requests.map(({ fault }) => fault)).toEqual(['forbidden', undefined, 'forbidden', undefined]);
  });

  it('only requests that a text occurs in suffer, where one is told, until those about it are ended', async () => {
    provider.faultNext({ path: '/customer/list', times: 9, about: 'user-7', fault: 'forbidden' });
    provider.faultNext({ path: '/customer/create', times: 9, about: 'user-7', fault: 'html' });
    provider.faultNext({ path: '/balance', times: 9, about: 'balance', fault: 'rate-limited' });
    const ask = async () => {
      await create();
      for (const target of ['/customer/list?externalId=user-8', '/customer/list?externalId=user-7', '/balance']) {
        await exchange(provider, 'GET', target);
      }
      return provider.requests.slice(-4).map(({ fault }) => fault);
    };
    expect(await ask()).toEqual(['html', undefined, 'forbidden', 'rate-limited']);
    provider.endFaults('user-7');
    expect(await ask()).toEqual([undefined, undefined, undefined, 'rate-limited']);
  });

  it('can be asked for and ended while it runs, without a signature', async () => {
    const control = async (method: 'POST' | 'DELETE', body?: object) => {
      const content = body === undefined ? {} : { body: JSON.stringify(body) };
      const answer = await fetch(`${provider.url}/simulator/faults`, { method, ...content });
      return { httpStatus: answer.status, body: object(await answer.json()) };
    };
    const balance = async () => (await send(provider.url, 'GET', '/balance')).status;
    const fault = { path: '/balance', times: 9, about: 'balance', fault: 'forbidden' };
    expect(await control('POST', fault)).toEqual({ httpStatus: 200, body: fault });
    expect(await balance()).toBe(403);
    expect(await control('DELETE', { about: 'something else' })).toMatchObject({ httpStatus: 200 });
    expect(await balance()).toBe(403);
    expect(await control('DELETE')).toMatchObject({ httpStatus: 200 });
    expect(await balance()).toBe(200);
    const misspelt = await control('POST', { path: '/balance', fault: 'earthquake' });
    expect(misspelt).toMatchObject({ httpStatus: 422, body: { status: 'INVALID_PARAMETERS' } });
    expect((await control('DELETE', { abuot: 'x' })).httpStatus).toBe(422);
  });

  it('a forged request suffers nothing and uses up nothing', async () => {
    provider.faultNext({ path: '/balance', fault: 'forbidden' });
    expect((await get(provider.url, '/balance', { secret: 'forged' })).httpStatus).toBe(401);
    expect((await send(provider.url, 'GET', '/balance')).status).toBe(403);
  });

  it('control suffers nothing', async () => {
    const faulty = await simulator({ randomFaults: { rate: 1, seed: 1 } });
    expect((await fetch(`${faulty.url}/simulator/audit`)).status).toBe(200);
    expect(faulty.requests).toEqual([]);
  });

  it('stand in the README as in the data', () => {
    expect(rowsUnder('Faults')).toEqual(
      faults.map(({ name, processed, shows, drawn }) => [
        `\`${name}\``,
        processed ? 'yes' : 'no',
        shows,
        drawn ? 'yes' : 'no',
      ]),
    );
  });
});
