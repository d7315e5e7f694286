import fc from 'fast-check';
import { signRequest } from '../../src/coinut/signing';
import { judgeWebhook, parseWebhook, type WebhookHeaders } from '../../src/coinut/webhooks';

const now = Date.parse('2026-07-01T10:00:00Z');
const toleranceMs = 300_000;
const secrets = { apiKey: 'key-1', apiSecrets: ['secret-now', 'secret-before'] };
const callbackUrl = new URL('https://relay.example.com:8443/webhooks/coinut?tenant=a%20b&x=');
const body = Buffer.from('{"event":"TRADE_SETTLED","data":{"tradeId":"t-1","note":"Łucja"}}');

interface SigningChoices {
  secret?: string;
  url?: string;
  ageMs?: number;
  body?: Uint8Array;
  method?: string;
}

/** The headers of a webhook that was signed `ageMs` ago. */
function signed(choices: SigningChoices = {}): Required<WebhookHeaders> {
  const { secret = 'secret-now', url = callbackUrl.href, ageMs = 0, method = 'POST' } = choices;
  const { host, pathname: path, search } = new URL(url);
  const timestamp = String(Math.floor((now - ageMs) / 1000));
  const parts = { method, host, path, query: search.slice(1), body: choices.body ?? body, timestamp, nonce: 'n-1' };
  return { apiKey: 'key-1', timestamp, nonce: 'n-1', signature: signRequest(parts, secret) };
}

function without(name: keyof WebhookHeaders, from: WebhookHeaders = signed()): WebhookHeaders {
  return Object.fromEntries(Object.entries(from).filter(([header]) => header !== name));
}

const judge = (headers: WebhookHeaders, given: { body?: Uint8Array; url?: URL } = {}) =>
  judgeWebhook({ headers, body: given.body ?? body, callbackUrl: given.url ?? callbackUrl }, secrets, {
    toleranceMs,
    now,
  });

describe('judgeWebhook', () => {
  it.each<[string, WebhookHeaders, string]>([
    ['a fresh one under our secret', signed(), 'signed'],
    ['one at the edge of the tolerance', signed({ ageMs: toleranceMs }), 'signed'],
    ['one whose sender is ahead by as much', signed({ ageMs: -toleranceMs }), 'signed'],
    ['one a second too old', signed({ ageMs: toleranceMs + 1_000 }), 'stale'],
    ['one from too far in the future', signed({ ageMs: -toleranceMs - 1_000 }), 'stale'],
    ['one under the previous secret', signed({ secret: 'secret-before' }), 'signed'],
    [
      'one under the previous secret and its key',
      { ...signed({ secret: 'secret-before' }), apiKey: 'key-0' },
      'signed',
    ],
    ['one under a secret that is neither', signed({ secret: 'secret-long-gone' }), 'forged'],
    ['one that is too old and forged', signed({ secret: 'x', ageMs: 2 * toleranceMs }), 'forged'],
    ['another key with our secret', { ...signed(), apiKey: 'key-2' }, 'forged'],
    ['a right signature without its key', without('apiKey'), 'unsigned'],
    ['a wrong signature without its key', without('apiKey', signed({ secret: 'x' })), 'forged'],
    ['no signature', without('signature'), 'unsigned'],
    ['no headers at all', {}, 'unsigned'],
    ['a signature without its time', without('timestamp'), 'forged'],
    ['a signature without its nonce', without('nonce'), 'forged'],
    ['a time that is no number', { ...signed(), timestamp: '2026-07-01T10:00:00Z' }, 'forged'],
    ['a time in milliseconds', { ...signed(), timestamp: String(now) }, 'forged'],
    ['a negative time', { ...signed(), timestamp: '-5' }, 'forged'],
    ['another nonce', { ...signed(), nonce: 'n-2' }, 'forged'],
    ['a signature in upper case', { ...signed(), signature: signed().signature.toUpperCase() }, 'signed'],
    ['a signature that is cut', { ...signed(), signature: signed().signature.slice(0, 63) }, 'forged'],
    ['a signature of another length in bytes', { ...signed(), signature: 'é'.repeat(64) }, 'forged'],
    ['one signed as a GET', signed({ method: 'GET' }), 'forged'],
    [
      'one signed for another host',
      signed({ url: 'https://other.example.com:8443/webhooks/coinut?tenant=a%20b&x=' }),
      'forged',
    ],
    [
      'one signed without the port',
      signed({ url: 'https://relay.example.com/webhooks/coinut?tenant=a%20b&x=' }),
      'forged',
    ],
    ['one signed without the query', signed({ url: 'https://relay.example.com:8443/webhooks/coinut' }), 'forged'],
    ['one signed for another path', signed({ url: 'https://relay.example.com:8443/other?tenant=a%20b&x=' }), 'forged'],
  ])('judges %s', (_why, headers, trust) => {
    expect(judge(headers)).toBe(trust);
  });

  it('leaves a default port out of the host', () => {
    const url = new URL('https://relay.example.com:443/hook');
    expect(judge(signed({ url: 'https://relay.example.com/hook' }), { url })).toBe('signed');
  });

  it.each([
    ['one byte more', Buffer.concat([body, Buffer.from(' ')])],
    ['another encoding of the same text', Buffer.from(body.toString('utf8'), 'latin1')],
    ['the same JSON written differently', Buffer.from(JSON.stringify(JSON.parse(body.toString()), undefined, 1))],
    ['nothing', Buffer.alloc(0)],
  ])('covers every byte of the body: %s', (_why, changed) => {
    expect(judge(signed(), { body: changed })).toBe('forged');
  });

  it('never takes anything for signed that was not signed with a secret', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('apiKey', 'timestamp', 'nonce', 'signature'), fc.string()),
        (headers) => {
          expect(['unsigned', 'forged']).toContain(judge(headers));
        },
      ),
    );
  });
});

const parse = (value: unknown) => parseWebhook(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)));

describe('parseWebhook', () => {
  const address = {
    id: 'a-1',
    customerId: 'c-1',
    status: 'VERIFIED',
    address: '0xabc',
    network: 'ETH',
    currency: 'USDT',
  };

  it.each<[string, string, object, object]>([
    ["the guide's customer", 'CUSTOMER_APPROVED', { customerId: 'c-1' }, { customer: { id: 'c-1' } }],
    [
      'a customer',
      'CUSTOMER_REJECTED',
      { id: 'c-1', externalId: 'user-7', status: 'REJECTED', email: 'ana@example.com' },
      { customer: { id: 'c-1', externalId: 'user-7', status: 'REJECTED' } },
    ],
    ['a deleted customer', 'CUSTOMER_DELETED', { id: 'c-1' }, { customer: { id: 'c-1' } }],
    ['an address', 'DEPOSIT_ADDRESS_APPROVED', address, { depositAddress: address }],
    ['a rejected address', 'DEPOSIT_ADDRESS_REJECTED', { id: 'a-1' }, { depositAddress: { id: 'a-1' } }],
    [
      'a deposit',
      'DEPOSIT_RECEIVED',
      { id: 'd-1', amount: '250.00', currency: 'USDT', txid: '0xfeed', receiverDepositAddress: address },
      {
        deposit: {
          ...{ id: 'd-1', amount: '250.00', currency: 'USDT', txid: '0xfeed' },
          ...{ customerId: 'c-1', depositAddressId: 'a-1', address: '0xabc', network: 'ETH' },
        },
      },
    ],
    ['an approved deposit', 'DEPOSIT_APPROVED', { depositId: 'd-1' }, { deposit: { id: 'd-1' } }],
    ['a rejected deposit', 'DEPOSIT_REJECTED', { id: 'd-1', txFrom: null }, { deposit: { id: 'd-1' } }],
    ["the guide's trade", 'TRADE_CREATED', { tradeId: 't-1' }, { trade: { id: 't-1' } }],
    [
      'a trade',
      'TRADE_SETTLED',
      { id: 't-1', toAmount: '229.80', toCurrency: 'EUR', deposit: { id: 'd-1', customerName: 'Ana Lim' } },
      { trade: { id: 't-1', toAmount: '229.80', toCurrency: 'EUR', depositId: 'd-1' } },
    ],
    [
      'a payment',
      'PAYMENT_SETTLED',
      {
        ...{ id: 'p-1', status: 'CONFIRMED', reference: 'RABCDEFGHIJKL-2', receivedCurrency: 'USD' },
        ...{ receivedAmount: '100.00', bankAccount: { accountNo: '1', beneficiaryName: 'Ana Lim' } },
      },
      {
        payment: {
          ...{ id: 'p-1', status: 'CONFIRMED', reference: 'RABCDEFGHIJKL-2', receivedCurrency: 'USD' },
          ...{ receivedAmount: '100.00', bankAccount: { accountNo: '1', beneficiaryName: 'Ana Lim' } },
          beneficiaryName: 'Ana Lim',
        },
      },
    ],
    ["the guide's payment", 'PAYMENT_SETTLED', { paymentId: 'p-1' }, { payment: { id: 'p-1' } }],
    ['a payment without its id', 'PAYMENT_SETTLED', { reference: 'R-1' }, { payment: { reference: 'R-1' } }],
  ])('reads %s in either shape', (_why, event, object, expected) => {
    expect(parse({ event, data: object })).toEqual({ event, ...expected });
    expect(parse({ event, payload: object })).toEqual({ event, ...expected });
    expect(parse({ event, payload: object, data: 'ignored', extra: 1 })).toEqual({ event, ...expected });
  });

  it.each(['VIRTUAL_ACCOUNT_APPROVED', 'user.approved', 'trade_settled', 'constructor', '__proto__'])(
    'names an event of no concern: %s',
    (name) => {
      expect(parse({ event: name, data: {} })).toEqual({ event: 'other', name });
    },
  );

  it.each<[string, unknown]>([
    ['nothing', ''],
    ['no JSON', 'event=TRADE_SETTLED'],
    ['half a document', '{"event":"TRADE_SETTLED"'],
    ['a list', [{ event: 'TRADE_SETTLED' }]],
    ['null', 'null'],
    ['a text', '"TRADE_SETTLED"'],
    ['no event', { data: { id: 't-1' } }],
    ['an event that is no text', { event: { name: 'TRADE_SETTLED' } }],
    ['an empty event', { event: '' }],
    ['an event too long for any name', { event: 'X'.repeat(101) }],
    ['an event only by its prototype', '{"__proto__":{"event":"TRADE_SETTLED"}}'],
    ['too deep a nesting', '['.repeat(60_000)],
  ])('is no webhook: %s', (_why, value) => {
    expect(parse(value)).toBeUndefined();
  });

  it.each<[string, string, object]>([
    ['no object', '{"event":"TRADE_SETTLED"}', {}],
    ['an object that is a list', '{"event":"TRADE_SETTLED","data":[]}', {}],
    ['ids only by prototype', '{"event":"TRADE_SETTLED","data":{"__proto__":{"id":"t-1"}}}', {}],
    ['a number too large to be read', '{"event":"TRADE_SETTLED","data":{"id":1e400}}', {}],
    ['a number that was rounded', '{"event":"TRADE_SETTLED","data":{"id":12345678901234567890}}', {}],
    [
      'a nesting that is deep but whole',
      `{"event":"TRADE_SETTLED","data":{"id":"t-1","x":${'['.repeat(9_999)}${']'.repeat(9_999)}}}`,
      { id: 't-1' },
    ],
    [
      'a deep nesting in place of a field',
      `{"event":"TRADE_SETTLED","data":{"id":"t-1","status":${'['.repeat(9_999)}${']'.repeat(9_999)}}}`,
      { id: 't-1' },
    ],
    [
      'a field of another type',
      '{"event":"TRADE_SETTLED","data":{"id":"t-1","toAmount":{"a":1},"deposit":7}}',
      { id: 't-1' },
    ],
  ])('reads what there is: %s', (_why, text, trade) => {
    expect(parse(text)).toEqual({ event: 'TRADE_SETTLED', trade });
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => expect(parseWebhook(bytes)).toBeUndefined()));
    fc.assert(
      fc.property(
        fc.constantFrom('CUSTOMER_APPROVED', 'DEPOSIT_RECEIVED', 'TRADE_SETTLED'),
        fc.object(),
        (event, data) => {
          expect(parse({ event, data })).toMatchObject({ event });
        },
      ),
    );
  });
});
