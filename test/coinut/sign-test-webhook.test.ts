import { signTestWebhook } from '../../src/coinut/sign-test-webhook';
import { canonicalRequest } from '../../src/coinut/signing';
import { judgeWebhook } from '../../src/coinut/webhooks';
import { vectors } from '../vectors/webhook-signatures.json';

describe('a webhook signed for a test', () => {
  it.each(vectors)('has the signature that another implementation gives: $what', (vector) => {
    const { callbackUrl, apiKey, apiSecret, nonce, timestamp } = vector;
    const at = new Date(Number(timestamp) * 1000);
    const { headers, body } = signTestWebhook(vector.body, { callbackUrl, apiKey, apiSecret, at, nonce });
    expect(body).toBe(vector.body);
    expect(headers).toEqual({
      'Content-Type': 'application/json',
      'X-API-Key': apiKey,
      'X-Timestamp': timestamp,
      'X-Nonce': nonce,
      'X-Signature': vector.signature,
    });
    const { host, pathname: path, search } = new URL(callbackUrl);
    const parts = { method: 'POST', host, path, query: search.slice(1), body, timestamp, nonce };
    expect(canonicalRequest(parts)).toBe(vector.canonicalRequest);
  });

  it.each(vectors)('is believed by the relay, and not a byte of it may change: $what', (vector) => {
    const { callbackUrl, apiKey, apiSecret, nonce, timestamp, signature } = vector;
    const secrets = { apiKey, apiSecrets: [apiSecret] };
    const times = { toleranceMs: 300_000, now: Number(timestamp) * 1000 };
    const judged = (body: string, url = callbackUrl) =>
      judgeWebhook(
        { headers: { apiKey, timestamp, nonce, signature }, body: Buffer.from(body), callbackUrl: new URL(url) },
        secrets,
        times,
      );
    expect(judged(vector.body)).toBe('signed');
    expect(judged(`${vector.body} `)).toBe('forged');
    expect(judged(vector.body, `${callbackUrl}/`)).toBe('forged');
  });

  it('is signed now, with a nonce of its own, unless told otherwise', () => {
    const settings = { callbackUrl: 'https://relay.example.com/webhooks/coinut', apiKey: 'k', apiSecret: 's' };
    const [one, other] = [1, 2].map(() => signTestWebhook({ event: 'TRADE_CREATED', data: {} }, settings));
    expect(one?.body).toBe('{"event":"TRADE_CREATED","data":{}}');
    expect(one?.headers['X-Nonce']).not.toBe(other?.headers['X-Nonce']);
    expect(Math.abs(Number(one?.headers['X-Timestamp']) * 1000 - Date.now())).toBeLessThan(5_000);
  });
});
