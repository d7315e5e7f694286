import { randomUUID } from 'node:crypto';
import type { Simulator } from '../../simulator';
import { get, post } from './support/partner';
import type { SigningChoices } from './support/partner';
import { simulator, stopAll } from './support/simulation';

const secondsFromNow = (seconds: number) => String(Math.floor(Date.now() / 1000) + seconds);

describe('authentication', () => {
  let provider: Simulator;
  beforeAll(async () => {
    provider = await simulator({ autoplay: false });
  });
  afterAll(stopAll);

  const refused: { reason: string; choices: SigningChoices; message: string }[] = [
    { reason: 'an unknown key', choices: { key: 'other' }, message: 'the API key is not known' },
    { reason: 'another secret', choices: { secret: 'other' }, message: 'the signature does not match' },
    { reason: 'a sorted query', choices: { signedQuery: 'a=1&b=2' }, message: 'the signature does not match' },
    {
      reason: 'a stale timestamp',
      choices: { timestamp: secondsFromNow(-70) },
      message: "the timestamp is more than 60 seconds away from the server's time",
    },
    {
      reason: 'a timestamp from the future',
      choices: { timestamp: secondsFromNow(90) },
      message: "the timestamp is more than 60 seconds away from the server's time",
    },
    {
      reason: 'a timestamp in milliseconds',
      choices: { timestamp: String(Date.now()) },
      message: 'the X-Timestamp header is not a Unix time in seconds',
    },
    { reason: 'an empty nonce', choices: { nonce: '' }, message: 'the X-Nonce header is missing' },
  ];

  it.each(refused)('$reason is refused with 401 and its cause', async ({ choices, message }) => {
    const answer = await get(provider.url, '/balance?b=2&a=1', choices);
    expect(answer).toEqual({ httpStatus: 401, body: { status: 'UNAUTHORISED', message } });
  });

  it('a body other than the signed one is refused', async () => {
    const answer = await post(provider.url, '/customer/create', { name: 'Ana' }, { signedBody: '{"name": "Ana"}' });
    expect(answer.body).toEqual({ status: 'UNAUTHORISED', message: 'the signature does not match' });
  });

  it('a nonce is good for one request', async () => {
    const nonce = randomUUID();
    expect((await get(provider.url, '/balance', { nonce })).httpStatus).toBe(200);
    expect(await get(provider.url, '/balance', { nonce })).toEqual({
      httpStatus: 401,
      body: { status: 'UNAUTHORISED', message: 'the nonce was used before' },
    });
  });

  it('a forged request does not use up a nonce', async () => {
    const nonce = randomUUID();
    expect((await get(provider.url, '/balance', { nonce, secret: 'forged' })).httpStatus).toBe(401);
    expect((await get(provider.url, '/balance', { nonce })).httpStatus).toBe(200);
  });

  it('a request without any header is refused', async () => {
    const response = await fetch(`${provider.url}/balance`);
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ status: 'UNAUTHORISED', message: 'the X-API-Key header is missing' });
  });

  it('a raw query in any order and encoding is accepted as it stands', async () => {
    expect((await get(provider.url, '/customer/list?realName=A%2fb+%20c&pageNum=1')).httpStatus).toBe(200);
  });

  it('health answers 200 whether or not the signature holds', async () => {
    expect(await get(provider.url, '/health')).toEqual({
      httpStatus: 200,
      body: { status: 'SUCCESS', data: { status: 'ok' } },
    });
    const forged = await get(provider.url, '/health', { secret: 'forged' });
    expect(forged).toMatchObject({ httpStatus: 200, body: { status: 'UNAUTHORISED' } });
  });

  it('the window can be set', async () => {
    const wide = await simulator({ signatureWindowMs: 120_000 });
    expect((await get(wide.url, '/balance', { timestamp: secondsFromNow(-90) })).httpStatus).toBe(200);
  });

  it('an unknown address is 404', async () => {
    expect((await get(provider.url, '/nowhere')).httpStatus).toBe(404);
  });
});
