import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { canonicalRequest, isSignatureOf, signRequest, type SignedParts } from '../../src/coinut/signing';

const secret = 'test_secret';
const stamped = { timestamp: '1717900800', nonce: '550e8400-e29b-41d4-a716-446655440000' };
const sandbox = { host: 'ramp-sandbox.hexarails.ai', ...stamped };
const flowBody =
  '{"from":{"customerId":"6ac34182-aa2e-4290-ab1b-302a09f451d1","currency":"USDT","network":"ETH"},' +
  '"to":"c3c4de46-64ca-4d88-a16e-30b418726520"}';

/** Computed with Python and OpenSSL (docs/provider.md, *Signatures*); never recompute them with the code under test. */
const vectors: { why: string; parts: SignedParts; bodyHash: string; signature: string }[] = [
  {
    why: 'a GET without a query leaves two lines empty',
    parts: { ...sandbox, method: 'GET', path: '/balance', query: '', body: undefined },
    bodyHash: '',
    signature: '610013f84849f7b3901187437712fb4cc56431ea5464dbb0d98a3eac024f5beb',
  },
  {
    why: 'a GET signs its query raw and unsorted',
    parts: { ...sandbox, method: 'GET', path: '/deposit-address', query: 'currency=USDT&network=TRX', body: undefined },
    bodyHash: '',
    signature: '0a75a17fdf6d8ada2c025d3b48548c51ded82793b0d6b1fbb6dbe4e4ce64bc20',
  },
  {
    why: 'a JSON POST signs the hash of its body',
    parts: { ...sandbox, method: 'POST', path: '/autoramp-flow/offramp', query: '', body: flowBody },
    bodyHash: 'dd580b3209bc52493878b0c7453fa28e6fad0bb01041dc780e05ce523f0c6dae',
    signature: '16ab94634565b3460cbf51f3cbeddb910393e79d958cd4154e71e820a948e013',
  },
  {
    why: 'a multipart body is not covered',
    parts: { ...sandbox, method: 'POST', path: '/bank-account/add', query: '', body: undefined },
    bodyHash: '',
    signature: 'be685b69edca45f3a84ea76292a4301c0b6b743e34ce2bd91d0e0493c6393b4f',
  },
  {
    why: 'a webhook is signed like a request, for the callback URL',
    parts: {
      ...stamped,
      method: 'POST',
      host: 'your-domain.com',
      path: '/webhooks/coinut',
      query: '',
      body: '{"event":"TRADE_SETTLED","payload":{"id":"t1"}}',
    },
    bodyHash: 'c036ffc6ccbfa6ce2e3b42f0fb61d6c4ce5b40dd7582928f040046e4d2d0991e',
    signature: 'c9b1186dd998a1a059a55ad1da158974987294fc77808d3f843494d8ef3675f7',
  },
];

const anyParts = fc.record<SignedParts>({
  method: fc.constantFrom('GET', 'POST', 'get', 'post'),
  host: fc.domain(),
  path: fc.webPath(),
  query: fc.webQueryParameters(),
  body: fc.oneof(fc.constant(undefined), fc.string(), fc.uint8Array()),
  timestamp: fc.nat().map(String),
  nonce: fc.uuid(),
});

describe('canonicalRequest', () => {
  it.each(vectors)('follows the documents: $why', ({ parts, bodyHash }) => {
    const { method, host, path, query, timestamp, nonce } = parts;
    expect(canonicalRequest(parts)).toBe([method, host, path, query, bodyHash, timestamp, nonce].join('\n'));
  });

  it('has seven lines, whatever is empty, and no newline at the end', () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        expect(canonicalRequest(parts).split('\n')).toHaveLength(7);
      }),
    );
  });

  it('is the same for a text and for its UTF-8 bytes', () => {
    fc.assert(
      fc.property(anyParts, fc.string({ unit: 'grapheme' }), (parts, body) => {
        expect(canonicalRequest({ ...parts, body })).toBe(canonicalRequest({ ...parts, body: Buffer.from(body) }));
      }),
    );
  });

  it.each([
    ['no body', undefined],
    ['an empty text', ''],
    ['no bytes', new Uint8Array()],
  ])('leaves the hash empty for %s, instead of hashing nothing', (_why, body) => {
    const lines = canonicalRequest({ ...sandbox, method: 'POST', path: '/', query: '', body }).split('\n');
    expect(lines[4]).toBe('');
  });

  it('writes the method in upper case and changes nothing else', () => {
    const parts = { ...sandbox, method: 'post', path: '/A/b%20c', query: 'B=2&a=%C3%A4&a=1+1', body: undefined };
    expect(canonicalRequest(parts).split('\n').slice(0, 4)).toEqual([
      'POST',
      'ramp-sandbox.hexarails.ai',
      '/A/b%20c',
      'B=2&a=%C3%A4&a=1+1',
    ]);
  });
});

describe('signRequest', () => {
  it.each(vectors)('gives the signature of the documents: $why', ({ parts, signature }) => {
    expect(signRequest(parts, secret)).toBe(signature);
  });

  it('takes the secret as UTF-8', () => {
    const parts = vectors[0]?.parts ?? { ...sandbox, method: 'GET', path: '/', query: '', body: undefined };
    const expected = createHmac('sha256', Buffer.from('geheim-ß', 'utf8'))
      .update(canonicalRequest(parts))
      .digest('hex');
    expect(signRequest(parts, 'geheim-ß')).toBe(expected);
  });
});

describe('isSignatureOf', () => {
  it.each(vectors)('accepts the signature of the documents: $why', ({ parts, signature }) => {
    expect(isSignatureOf(signature, parts, secret)).toBe(true);
  });

  const [{ parts, signature }] = [vectors[2]].flatMap((vector) => vector ?? []) as [(typeof vectors)[number]];
  it.each([
    ['another secret', signature, parts, 'test_secret2'],
    ['another body', signature, { ...parts, body: `${flowBody} ` }, secret],
    ['another path', signature, { ...parts, path: '/autoramp-flow/onramp' }, secret],
    ['another host', signature, { ...parts, host: 'ramp.hexarails.ai' }, secret],
    ['another port', signature, { ...parts, host: `${parts.host}:8443` }, secret],
    ['another query', signature, { ...parts, query: 'a=1' }, secret],
    ['another time', signature, { ...parts, timestamp: '1717900801' }, secret],
    ['another nonce', signature, { ...parts, nonce: 'other' }, secret],
    ['a signature that is too short', signature.slice(0, -1), parts, secret],
    ['a signature that is too long', `${signature}0`, parts, secret],
    ['no signature', '', parts, secret],
    ['a signature of as many characters but more bytes', `${signature.slice(0, -1)}é`, parts, secret],
  ])('refuses %s', (_why, given, of, under) => {
    expect(isSignatureOf(given, of, under)).toBe(false);
  });
});
