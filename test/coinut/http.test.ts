import { createHash, createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import type { Socket } from 'node:net';
import { createCoinutHttp, type CoinutHttpSettings, type CoinutRequest } from '../../src/coinut/http';
import { eventually } from '../support/eventually';
import { closedPort, rawAnswer, startRawServer, type RawRequest, type RawServer } from './support/raw-server';
import { startUntrustedServer } from './support/untrusted-server';

const apiSecret = 'secret-that-nobody-may-see';
const shortTimeoutMs = 400;
const servers: RawServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

async function serve(answer: (socket: Socket, request: RawRequest) => void): Promise<RawServer> {
  const server = await startRawServer(answer);
  servers.push(server);
  return server;
}

function httpTo(baseUrl: string, settings: Partial<CoinutHttpSettings> = {}) {
  return createCoinutHttp({ baseUrl, apiKey: 'key-1', apiSecret, timeoutMs: 20_000, ...settings });
}

const read: CoinutRequest = { operation: 'read the customer', method: 'GET', path: '/customer/detail' };
const create: CoinutRequest = {
  operation: 'create the customer',
  method: 'POST',
  path: '/customer/create',
  body: { json: { name: 'Ana Łucja Ñandú 李', email: 'ana@example.com' } },
};
const form = { customerId: 'c-1', bankName: 'Łódź "Bank" \r\n--x', accountNo: '1' };
const add: CoinutRequest = { ...create, operation: 'add the bank account', path: '/bank-account/add', body: { form } };

/** Signs what arrived as the documents say, written apart from the code under test. */
function signatureOf({ method, target, headers, body }: RawRequest): string {
  const [path = '', query = ''] = target.split('?');
  const isForm = headers['content-type']?.startsWith('multipart/form-data') === true;
  const hash = isForm || body.length === 0 ? '' : createHash('sha256').update(body).digest('hex');
  const lines = [method, headers.host, path, query, hash, headers['x-timestamp'], headers['x-nonce']].join('\n');
  return createHmac('sha256', apiSecret).update(lines).digest('hex');
}

describe('a signed request', () => {
  it.each<[string, CoinutRequest]>([
    ['a GET without a query', read],
    ['a query that needs encoding', { ...read, query: { externalId: "user 7+8&9=ä/?#%'~*()", currency: 'USDT' } }],
    ['a query whose order is not the alphabet', { ...read, query: { z: '1', a: '2' } }],
    ['a body with names in UTF-8', create],
    [
      'a body with quotes, control characters and half a surrogate pair',
      { ...create, body: { json: { name: '"\\\u0001\ud83d' } } },
    ],
    ['a form, whose body is not covered', add],
    ['a POST without a body', { operation: 'delete', method: 'POST', path: '/autoramp-flow/delete' }],
  ])('signs the bytes that arrive: %s', async (_why, request) => {
    const server = await serve((socket) => socket.end(rawAnswer(200, '{}')));
    const http = httpTo(server.url);
    await http.send(http.sign(request));
    const [arrived] = server.requests;
    expect(arrived?.headers['x-signature']).toBe(arrived && signatureOf(arrived));
    expect(arrived?.headers).toMatchObject({ host: `127.0.0.1:${server.port}`, 'x-api-key': 'key-1' });
  });

  it('carries its JSON as compact UTF-8', async () => {
    const server = await serve((socket) => socket.end(rawAnswer(200, '{}')));
    const http = httpTo(server.url);
    await http.send(http.sign(create));
    const [arrived] = server.requests;
    expect(arrived?.headers['content-type']).toBe('application/json');
    expect(arrived?.body.toString('utf8')).toBe('{"name":"Ana Łucja Ñandú 李","email":"ana@example.com"}');
  });

  it('carries a form in the very bytes that were there when it was signed', async () => {
    const server = await serve((socket) => socket.end(rawAnswer(200, '{}')));
    const http = httpTo(server.url);
    const signed = http.sign(add);
    await http.send(signed);
    const [arrived] = server.requests;
    expect(arrived?.body.toString('utf8')).toBe(signed.body);
    expect(arrived?.headers['content-length']).toBe(String(Buffer.byteLength(signed.body ?? '')));
    const headers = { 'Content-Type': arrived?.headers['content-type'] ?? '' };
    const read = await new Response(arrived?.body.toString('utf8'), { headers }).formData();
    expect(Object.fromEntries(read.entries())).toEqual(form);
  });

  it('never carries the secret', async () => {
    const server = await serve((socket) => socket.end(rawAnswer(200, '{}')));
    const http = httpTo(server.url);
    await http.send(http.sign(create));
    expect(inspect(server.requests, { depth: 5 })).not.toContain(apiSecret);
    expect(server.requests[0]?.body.includes(apiSecret)).toBe(false);
  });

  it.each([
    [
      'a default port is left out of HOST',
      'https://ramp.hexarails.ai:443',
      'https://ramp.hexarails.ai/customer/detail',
    ],
    ['a base with a path keeps it', 'http://gateway:8080/coinut/', 'http://gateway:8080/coinut/customer/detail'],
    ['a base with or without its slash is the same', 'http://gateway:8080', 'http://gateway:8080/customer/detail'],
  ])('goes to the right place: %s', (_why, baseUrl, url) => {
    expect(httpTo(baseUrl).sign(read).url).toBe(url);
  });

  it('signs a path of the base too', async () => {
    const server = await serve((socket) => socket.end(rawAnswer(200, '{}')));
    const http = httpTo(`${server.url}/coinut`);
    await http.send(http.sign(read));
    expect(server.requests[0]?.target).toBe('/coinut/customer/detail');
    expect(server.requests.map(signatureOf)).toEqual([server.requests[0]?.headers['x-signature']]);
  });

  it('is stamped in whole Unix seconds, with a nonce of its own', () => {
    const http = httpTo('http://gateway', { now: () => 1_717_900_800_999 });
    const [one, other] = [http.sign(read), http.sign(read)];
    expect(one.headers['X-Timestamp']).toBe('1717900800');
    expect(one.headers['X-Nonce']).not.toBe(other.headers['X-Nonce']);
    expect(one.headers['X-Signature']).not.toBe(other.headers['X-Signature']);
  });
});

describe('sending', () => {
  it('hands on status, text and the headers that matter', async () => {
    const headers = { 'Retry-After': '7', Date: 'Wed, 01 Jul 2026 10:00:00 GMT' };
    const server = await serve((socket) => socket.end(rawAnswer(429, '{"status":"ä"}', headers)));
    const http = httpTo(server.url);
    expect(await http.send(http.sign(read))).toEqual({
      operation: 'read the customer',
      status: 429,
      text: '{"status":"ä"}',
      retryAfter: '7',
      date: 'Wed, 01 Jul 2026 10:00:00 GMT',
      isLate: false,
    });
  });

  it.each([400, 401, 408, 422, 429, 500, 502, 503, 504])('asks once and only once, even after %i', async (status) => {
    const server = await serve((socket) => socket.end(rawAnswer(status, '{}')));
    const http = httpTo(server.url);
    expect(await http.send(http.sign(read))).toMatchObject({ status });
    expect(server.requests).toHaveLength(1);
  });

  it.each([301, 302, 303, 307, 308])('does not follow a redirect (%i), which would not be signed', async (status) => {
    const other = await serve((socket) => socket.end(rawAnswer(200, '{}')));
    const server = await serve((socket) => socket.end(rawAnswer(status, '', { Location: `${other.url}/elsewhere` })));
    const http = httpTo(server.url);
    expect(await http.send(http.sign(create))).toMatchObject({ status });
    expect(server.requests).toHaveLength(1);
    expect(other.connections()).toBe(0);
  });

  it('is repeated after a 421 alone, which says that nothing was done, and then with the same nonce', async () => {
    const server = await serve((socket) => socket.write(rawAnswer(421, '{}', { Connection: 'keep-alive' })));
    const http = httpTo(server.url);
    expect(await http.send(http.sign(create))).toMatchObject({ status: 421 });
    expect(new Set(server.requests.map(({ headers }) => headers['x-nonce'])).size).toBe(1);
    expect(server.requests.length).toBeLessThanOrEqual(2);
  });

  it('gives up an endless answer, and what it has read of it is no JSON', async () => {
    const spaces = ' '.repeat(64 * 1024);
    const server = await serve((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"');
      const pour = (): void => {
        if (!socket.destroyed) socket.write(spaces, () => setImmediate(pour));
      };
      pour();
    });
    const http = httpTo(server.url);
    const { text } = await http.send(http.sign(read));
    expect(text.length).toBeLessThan(5 * 1024 * 1024);
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
  });
});

describe('a failed exchange', () => {
  it('sent nothing if the connection is refused', async () => {
    const http = httpTo(`http://127.0.0.1:${await closedPort()}`);
    await expect(http.send(http.sign(create))).rejects.toMatchObject({
      name: 'CoinutUnreachable',
      message: 'The provider cannot be reached (ECONNREFUSED), so nothing was sent to create the customer.',
    });
  });

  it('sent nothing if the name cannot be resolved', async () => {
    const http = httpTo('http://no-such-host.invalid');
    await expect(http.send(http.sign(create))).rejects.toMatchObject({ name: 'CoinutUnreachable' });
  });

  it('sent nothing if nobody vouches for the certificate', async () => {
    const server = await startUntrustedServer();
    const http = httpTo(server.url);
    await expect(http.send(http.sign(create))).rejects.toMatchObject({
      name: 'CoinutUnreachable',
      message: expect.stringContaining('(DEPTH_ZERO_SELF_SIGNED_CERT)'),
    });
    expect(server.requests()).toBe(0);
    await server.stop();
  });

  it('may have arrived if the connection is reset while the request is read', async () => {
    const server = await startRawServer(() => undefined, { onFirstByte: (socket) => socket.resetAndDestroy() });
    servers.push(server);
    const http = httpTo(server.url);
    await expect(http.send(http.sign(create))).rejects.toMatchObject({ name: 'CoinutNoAnswer' });
  });

  it.each<[string, (socket: Socket) => void, RegExp]>([
    ['a reset after the request arrived', (socket) => socket.resetAndDestroy(), /^The connection broke/],
    ['a close without an answer', (socket) => socket.end(), /^The connection broke/],
    [
      'a close in the middle of the head',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-'),
      /^The connection broke/,
    ],
    [
      'a close in the middle of the body',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"customerId":'),
      /^The connection broke/,
    ],
    ['bytes that are no HTTP', (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'), /^The connection broke/],
    ['silence', () => undefined, /^No whole answer within 0.4 s/],
    [
      'a head without its body',
      (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n'),
      /^No whole answer within 0.4 s/,
    ],
    [
      'half a body and then silence',
      (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"customerId":"c-1"'),
      /^No whole answer within 0.4 s/,
    ],
    [
      'a body that drips',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
        const drip = setInterval(() => (socket.destroyed ? clearInterval(drip) : socket.write('1\r\n \r\n')), 50);
      },
      /^No whole answer within 0.4 s/,
    ],
  ])('may have arrived: %s', async (_why, answer, message) => {
    const server = await serve(answer);
    const http = httpTo(server.url, { timeoutMs: shortTimeoutMs });
    const beganAt = performance.now();
    const failure: unknown = await http.send(http.sign(create)).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'CoinutNoAnswer', message: expect.stringMatching(message) });
    expect(performance.now() - beganAt).toBeLessThan(shortTimeoutMs + 5_000);
    expect(server.requests).toHaveLength(1);
    for (const shown of [inspect(failure, { depth: 9, showHidden: true }), JSON.stringify(failure)]) {
      expect(shown).not.toMatch(/secret-that|ana@example|Łucja/);
    }
  });

  it('is not mended by a second try on a connection that the provider has closed meanwhile', async () => {
    let answered = 0;
    const server = await serve((socket) => {
      answered += 1;
      if (answered === 1) socket.write(rawAnswer(200, '{}', { Connection: 'keep-alive' }));
      else socket.resetAndDestroy();
    });
    const http = httpTo(server.url);
    await http.send(http.sign(read));
    await expect(http.send(http.sign(create))).rejects.toMatchObject({ name: 'CoinutNoAnswer' });
    expect(server.requests).toHaveLength(2);
  });
});

describe('a request that was held back', () => {
  const clock = { ms: 0 };
  const settings = { longestHoldMs: 20_000, monotonicNow: () => clock.ms };
  beforeEach(() => (clock.ms = 5));

  it('is not sent once its signature is too old', async () => {
    const server = await serve((socket) => socket.end(rawAnswer(200, '{}')));
    const http = httpTo(server.url, settings);
    const signed = http.sign(create);
    clock.ms += 20_001;
    await expect(http.send(signed)).rejects.toMatchObject({
      name: 'CoinutSignatureTooOld',
      message: 'Did not create the customer: the request was held back for over 20 s after it was signed.',
    });
    expect(server.connections()).toBe(0);
  });

  it('is sent up to that moment', async () => {
    const server = await serve((socket) => socket.end(rawAnswer(200, '{}')));
    const http = httpTo(server.url, settings);
    const signed = http.sign(create);
    clock.ms += 20_000;
    await expect(http.send(signed)).resolves.toMatchObject({ isLate: false });
    expect(server.requests).toHaveLength(1);
  });

  it('is answered late if the provider has taken its time', async () => {
    const server = await serve((socket) => {
      clock.ms += 20_001;
      socket.end(rawAnswer(401, '{}'));
    });
    const http = httpTo(server.url, settings);
    await expect(http.send(http.sign(create))).resolves.toMatchObject({ status: 401, isLate: true });
  });
});

describe('a cancelled exchange', () => {
  it('ends at once, with the reason it was cancelled for', async () => {
    const server = await serve(() => undefined);
    const http = httpTo(server.url);
    const cancellation = new AbortController();
    const reason = new Error('cancelled by a test');
    const sending = http.send(http.sign(create), cancellation.signal);
    const outcome = expect(sending).rejects.toBe(reason);
    await eventually('the request to arrive', () => server.requests.length === 1);
    cancellation.abort(reason);
    await outcome;
  });

  it('ends while the body is awaited, too', async () => {
    const server = await serve((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{'));
    const http = httpTo(server.url);
    const cancellation = new AbortController();
    const reason = new Error('cancelled by a test');
    const sending = http.send(http.sign(create), cancellation.signal);
    const outcome = expect(sending).rejects.toBe(reason);
    await eventually('the request to arrive', () => server.requests.length === 1);
    cancellation.abort(reason);
    await outcome;
  });

  it('is not begun if it was cancelled before', async () => {
    const server = await serve((socket) => socket.end(rawAnswer(200, '{}')));
    const http = httpTo(server.url);
    const reason = new Error('cancelled by a test');
    await expect(http.send(http.sign(create), AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(server.requests).toHaveLength(0);
  });
});
