import { request as httpRequest } from 'node:http';
import type { Payload, PayloadCodec } from '@temporalio/common';
import { encode } from '@temporalio/common/lib/encoding';
import type { FastifyInstance } from 'fastify';
import { createCodecServer, type CodecServerSettings } from '../../src/encryption/codec-server';
import { createPayloadCodec } from '../../src/encryption/payload-codec';
import { payloadsFromJson } from '../../src/encryption/payload-json';
import { keyRingOf, newKey, oldKey, payloadOf } from './key-rings';

const token = 'c0dec-token.for_tests~only';
const uiOrigin = 'http://localhost:8233';
const namespace = 'default';
const bearer = { authorization: `Bearer ${token}` };
const codec = createPayloadCodec({ keyRing: keyRingOf(newKey), namespace });
const shared = { name: 'shared', token };
const settings: CodecServerSettings = { codecs: [codec], tokens: [shared], uiOrigins: [uiOrigin], namespace };

const open: FastifyInstance[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function listen(changed: Partial<CodecServerSettings> = {}): Promise<string> {
  const server = createCodecServer({ ...settings, ...changed });
  open.push(server);
  return server.listen({ port: 0, host: '127.0.0.1' });
}

function post(url: string, body: unknown, headers: Record<string, string> = bearer): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return fetch(url, { method: 'POST', body: text, headers: { 'content-type': 'application/json', ...headers } });
}

/** The body as Temporal UI sends it. */
function bodyOf(payloads: readonly Payload[]): { payloads: { metadata: Record<string, string>; data: string }[] } {
  const base64 = (bytes: Uint8Array | null | undefined) => Buffer.from(bytes ?? []).toString('base64');
  return {
    payloads: payloads.map(({ metadata, data }) => ({
      metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([key, bytes]) => [key, base64(bytes)])),
      data: base64(data),
    })),
  };
}

const plain = [payloadOf({ iban: 'DE89370400440532013000' }), payloadOf('second')];

describe('the codec server', () => {
  it('decodes what Temporal UI sends, query string and all', async () => {
    const url = await listen();
    const body = bodyOf(await codec.encode(plain));
    const answer = await post(`${url}/decode?preserveStorageRefs=true`, body, { ...bearer, 'x-namespace': namespace });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch('application/json');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toEqual(bodyOf(plain));
  });

  it('encodes so that the worker can decode, and once only', async () => {
    const url = await listen();
    const encoded = await (await post(`${url}/encode?preserveStorageRefs=true`, bodyOf(plain))).json();
    expect(JSON.stringify(encoded)).not.toContain(bodyOf(plain).payloads[0]?.data);
    expect(await (await post(`${url}/encode`, encoded)).json()).toEqual(encoded);
    expect(await (await post(`${url}/decode`, encoded)).json()).toEqual(bodyOf(plain));
  });

  it('keeps payloads without data or metadata, and details of external storage', async () => {
    const url = await listen();
    const body = { payloads: [{}, { metadata: {} }, { data: 'eA==' }, { externalPayloads: [{ sizeBytes: '12' }] }] };
    const encoded = await (await post(`${url}/encode`, body)).json();
    const decoded = await (await post(`${url}/decode`, encoded)).json();
    expect(decoded).toEqual({ payloads: [{}, {}, { data: 'eA==' }, { externalPayloads: [{ sizeBytes: '12' }] }] });
    expect(await (await post(`${url}/decode`, { payloads: [] })).json()).toEqual({ payloads: [] });
  });

  it('applies several codecs in the order of the data converter', async () => {
    const append = (payloads: Payload[], text: string) =>
      payloads.map((payload) => ({ ...payload, data: Buffer.concat([payload.data ?? encode(''), encode(text)]) }));
    const mark = (letter: string): PayloadCodec => ({
      encode: (payloads) => Promise.resolve(append(payloads, letter)),
      decode: (payloads) => Promise.resolve(append(payloads, `-${letter}`)),
    });
    const url = await listen({ codecs: [mark('a'), mark('b')] });
    const body = bodyOf([{ metadata: {}, data: encode('x') }]);
    const dataOf = async (path: string) => {
      const [payload] = payloadsFromJson(await (await post(url + path, body)).json()) ?? [];
      return Buffer.from(payload?.data ?? []).toString();
    };
    expect(await dataOf('/encode')).toBe('xab');
    expect(await dataOf('/decode')).toBe('x-b-a');
  });

  it('answers the preflight of the UI for its origin', async () => {
    const url = await listen();
    for (const path of ['/decode', '/encode', `/${token}/decode?preserveStorageRefs=true`]) {
      const answer = await preflight(url + path, uiOrigin);
      expect(answer.status).toBe(204);
      expect(answer.headers.get('access-control-allow-origin')).toBe(uiOrigin);
      expect(answer.headers.get('access-control-allow-methods')).toContain('POST');
      expect(answer.headers.get('access-control-allow-headers')).toBe('content-type, x-namespace, authorization');
      expect(answer.headers.get('vary')).toBe('Origin');
    }
  });

  it.each(['http://localhost:8234', 'https://localhost:8233', 'http://localhost:8233.evil.example', 'null'])(
    'refuses the origin %s',
    async (origin) => {
      const url = await listen();
      const body = bodyOf(await codec.encode(plain));
      for (const answer of [
        await preflight(`${url}/decode`, origin),
        await post(`${url}/decode`, body, { ...bearer, origin }),
      ]) {
        expect(answer.status).toBe(403);
        expect(answer.headers.get('access-control-allow-origin')).toBeNull();
        expect(await answer.json()).toEqual({ message: expect.stringContaining('CODEC_UI_ORIGIN') });
      }
    },
  );

  it('lets the UI read answers and refusals', async () => {
    const url = await listen();
    for (const headers of [{ ...bearer, origin: uiOrigin }, { origin: uiOrigin }]) {
      const answer = await post(`${url}/decode`, { payloads: [] }, headers);
      expect(answer.headers.get('access-control-allow-origin')).toBe(uiOrigin);
    }
  });

  it('takes the token as bearer or as the first segment of the path', async () => {
    const url = await listen();
    const body = { payloads: [] };
    expect((await post(`${url}/decode`, body, { authorization: `bearer ${token}` })).status).toBe(200);
    expect((await post(`${url}/${token}/decode?x=1`, body, {})).status).toBe(200);
    expect((await post(`${url}/${token}/encode`, body, { authorization: 'Bearer of-the-ui-itself' })).status).toBe(200);
  });

  it.each<[string, string, Record<string, string>]>([
    ['no token', '/decode', {}],
    ['a wrong token', '/decode', { authorization: `Bearer ${token}x` }],
    ['an empty token', '/decode', { authorization: 'Bearer ' }],
    ['another scheme', '/decode', { authorization: `Basic ${token}` }],
    ['the bare token', '/decode', { authorization: token }],
    ['a wrong token in the path', `/${token}x/encode`, {}],
    ['the token in the query', `/decode?token=${token}`, {}],
    ['an overlong token in the path', `/${'x'.repeat(900)}/decode`, {}],
  ])('answers 401 to %s', async (_reason, path, headers) => {
    const answer = await post((await listen()) + path, 'not even JSON', headers);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({ message: expect.stringContaining('The token is missing or wrong') });
  });

  it.each<[string, string]>([
    ['POST', '/'],
    ['POST', '/decode/'],
    ['POST', `/${token}/other`],
    ['POST', `/${token}/%zz/decode`],
    ['POST', `/${token}/x/decode`],
    ['GET', '/decode'],
    ['GET', `/${token}/decode`],
  ])('answers 404 to %s %s without quoting the address', async (method, path) => {
    const answer = await fetch((await listen()) + path, { method, headers: bearer });
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain(token);
  });

  it('refuses another namespace and accepts none', async () => {
    const url = await listen();
    const refused = await post(`${url}/decode`, { payloads: [] }, { ...bearer, 'x-namespace': 'elsewhere' });
    expect(refused.status).toBe(403);
    expect(await refused.json()).toEqual({ message: "This codec server serves only the namespace 'default'." });
    expect((await post(`${url}/decode`, { payloads: [] })).status).toBe(200);
  });

  it.each<[string, unknown]>([
    ['broken JSON', '{"payloads": ['],
    ['an empty body', ''],
    ['null', null],
    ['no payloads', {}],
    ['payloads that are no list', { payloads: {} }],
    ['a payload that is null', { payloads: [null] }],
    ['data that is not base64', { payloads: [{ data: 'DE89 3704 0044!' }] }],
    ['metadata that is not base64', { payloads: [{ metadata: { encoding: '{' } }] }],
    ['metadata of numbers', { payloads: [{ metadata: { encoding: 1 } }] }],
    ['a poisoned prototype', '{"payloads": [{"metadata": {"__proto__": "eA=="}}]}'],
  ])('answers 400 to %s, without quoting it', async (_reason, body) => {
    const answer = await post(`${await listen()}/decode`, body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ message: expect.stringContaining('The body must be JSON of the form') });
  });

  it('answers 422 with a sentence, no content, to what it cannot decode', async () => {
    const url = await listen();
    const [sealed] = await createPayloadCodec({ keyRing: keyRingOf(oldKey), namespace }).encode(plain);
    const missing = await post(`${url}/decode`, bodyOf(sealed ? [...plain, sealed] : []));
    expect(missing.status).toBe(422);
    expect(await missing.json()).toEqual({ message: expect.stringMatching(/key 'old'.* holds only 'new'/) });

    const [written] = await codec.encode(plain);
    const changed = { ...written, data: Buffer.from(written?.data ?? []).reverse() };
    const tampered = await post(`${url}/decode`, bodyOf([changed]));
    expect(tampered.status).toBe(422);
    expect(await tampered.json()).toEqual({ message: expect.stringContaining('failed its authenticity check') });
  });

  it('answers 500 without a reason when a codec breaks', async () => {
    const broken: PayloadCodec = {
      encode: () => Promise.reject(new Error('DE89')),
      decode: () => Promise.reject(new Error('DE89')),
    };
    const answer = await post(`${await listen({ codecs: [broken] })}/decode`, bodyOf(plain));
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('DE89');
  });

  it('accepts bodies of nearly 4 MB and refuses larger ones and other types', async () => {
    const url = await listen();
    const body = bodyOf([payloadOf('x'.repeat(3_000_000))]);
    expect((await post(`${url}/encode`, body)).status).toBe(200);
    expect((await post(`${url}/encode`, bodyOf([payloadOf('x'.repeat(3_200_000))]))).status).toBe(413);
    expect((await post(`${url}/encode`, body, { ...bearer, 'content-type': 'application/xml' })).status).toBe(415);
  });

  it('refuses a large body before reading it when the token is missing', async () => {
    const { port } = new URL(await listen());
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const request = httpRequest({ port, host: '127.0.0.1', path: '/decode', method: 'POST' }, (answer) => {
        resolve(answer.statusCode);
        request.destroy();
      });
      request.on('error', reject);
      request.setHeader('content-length', 4_000_000);
      request.write('{');
    });
    expect(status).toBe(401);
  });

  it('closes at once although a client has stopped in the middle of its request', async () => {
    const { port } = new URL(await listen());
    const [server] = open;
    const headers = { ...bearer, 'content-type': 'application/json', 'content-length': 4_000_000 };
    const request = httpRequest({ port, host: '127.0.0.1', path: '/decode', method: 'POST', headers });
    const broken = new Promise((resolve) => request.on('error', resolve));
    await new Promise((resolve) => {
      server?.server.once('request', resolve);
      request.write('{');
    });
    await server?.close();
    expect(await broken).toMatchObject({ code: 'ECONNRESET' });
  });

  describe('with tokens of several people', () => {
    const tokens = [shared, { name: 'kim', token: 'token-of-kim-0123456789' }, { name: 'lee', token: 'l'.repeat(32) }];
    const as = (index: number) => ({ authorization: `Bearer ${tokens[index]?.token}` });

    it('takes each of them and no other', async () => {
      const url = await listen({ tokens });
      for (const { token: own } of tokens)
        expect((await post(`${url}/${own}/decode`, { payloads: [] }, {})).status).toBe(200);
      const mixed = { authorization: `Bearer ${tokens[1]?.token}${tokens[2]?.token}` };
      expect((await post(`${url}/decode`, { payloads: [] }, mixed)).status).toBe(401);
    });

    it('audits who asked for how many, from which page; and never a token or content', async () => {
      const lines: unknown[] = [];
      const url = await listen({ tokens, logger: { info: (...line) => lines.push(line) } });
      const encoded = bodyOf(await codec.encode(plain));
      const page = `${uiOrigin}/namespaces/default/workflows/offramp-1/run-1/history`;
      await post(`${url}/${token}/decode`, encoded, { origin: uiOrigin });
      await post(`${url}/decode`, encoded, { ...as(1), origin: uiOrigin, referer: `${page}?query=DE89#x` });
      await post(`${url}/decode`, encoded, { ...as(2), origin: uiOrigin, referer: 'http://elsewhere.example/DE89' });
      await post(`${url}/${token}wrong/encode`, bodyOf(plain), {});
      await post(`${url}/encode`, '{');
      const [sealed] = await createPayloadCodec({ keyRing: keyRingOf(oldKey), namespace }).encode(plain);
      await post(`${url}/decode`, bodyOf(sealed ? [sealed] : []), as(1));
      await post(`${url}/decode`, encoded, { ...as(1), origin: 'http://elsewhere.example' });
      await Promise.all(open.splice(0).map((server) => server.close()));
      const address = '127.0.0.1';
      expect(lines).toEqual(
        [
          { action: 'decode', status: 200, who: 'shared', payloads: 2, address, page: uiOrigin },
          { action: 'decode', status: 200, who: 'kim', payloads: 2, address, page },
          { action: 'decode', status: 200, who: 'lee', payloads: 2, address, page: uiOrigin },
          { action: 'encode', status: 401, address },
          { action: 'encode', status: 400, who: 'shared', error: 'FST_ERR_CTP_INVALID_JSON_BODY', address },
          { action: 'decode', status: 422, who: 'kim', payloads: 1, error: 'PayloadKeyMissing', address },
          { action: 'decode', status: 403, address, page: 'http://elsewhere.example' },
        ].map((line) => [line, 'codec request']),
      );
    });

    it('limits what one token may ask for, and leaves the others alone', async () => {
      let nowMs = 0;
      const limits = { requestsPerMinute: 4, payloadsPerRequest: 3, payloadsPerMinute: 5, refusalsPerMinute: 2 };
      const url = await listen({ tokens, limits, now: () => nowMs });
      const ask = async (index: number, count: number) => {
        const payloads = Array.from({ length: count }, () => payloadOf('x'));
        return (await post(`${url}/encode`, bodyOf(payloads), as(index))).status;
      };
      expect([await ask(0, 4), await ask(0, 3), await ask(0, 3), await ask(0, 2), await ask(0, 0)]).toEqual([
        413, 200, 429, 200, 429,
      ]);
      expect(await ask(1, 3)).toBe(200);
      nowMs = 60_000;
      expect(await ask(0, 3)).toBe(200);
    });

    it('counts wrong tokens by where they come from, and tells when to try again', async () => {
      const limits = { requestsPerMinute: 9, payloadsPerRequest: 9, payloadsPerMinute: 9, refusalsPerMinute: 2 };
      const url = await listen({ tokens, limits });
      const guess = () => post(`${url}/decode`, { payloads: [] }, { authorization: 'Bearer guess' });
      expect([(await guess()).status, (await guess()).status]).toEqual([401, 401]);
      const limited = await guess();
      expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '60']);
      expect((await post(`${url}/decode`, { payloads: [] }, as(1))).status).toBe(200);
    });
  });

  it.each<[string, Partial<CodecServerSettings>]>([
    ['nobody to use it', { tokens: [] }],
    ['no token', { tokens: [{ name: 'shared', token: '' }] }],
    ['a token of 15 characters', { tokens: [shared, { name: 'kim', token: 'x'.repeat(15) }] }],
    ['a token that a URL would change', { tokens: [{ name: 'shared', token: 'x'.repeat(15) + '/' }] }],
    ['any origin', { uiOrigins: ['*'] }],
    ['an origin with a path', { uiOrigins: [`${uiOrigin}/`] }],
    ['an origin without a scheme', { uiOrigins: ['localhost'] }],
  ])('does not start with %s', (_reason, changed) => {
    expect(() => createCodecServer({ ...settings, ...changed })).toThrow(/^The codec server cannot start\. CODEC_/);
  });

  it('does not print the token it refuses', () => {
    expect(() => createCodecServer({ ...settings, tokens: [{ name: 'shared', token: 'short-secret' }] })).toThrow(
      /^(?!.*short-secret)/,
    );
  });
});

function preflight(url: string, origin: string): Promise<Response> {
  return fetch(url, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,x-namespace',
    },
  });
}
