import { randomUUID } from 'node:crypto';
import { signature } from './signatures';

export interface WebhookSigner {
  apiKey: string;
  apiSecret: string;
}

/** The headers of one try to deliver a webhook: signed like a request, with a fresh timestamp and nonce. */
export function webhookHeaders(
  { apiKey, apiSecret }: WebhookSigner,
  callbackUrl: string,
  body: string,
  nowMs: number,
): Record<string, string> {
  const url = new URL(callbackUrl);
  const timestamp = String(Math.floor(nowMs / 1000));
  const nonce = randomUUID();
  return {
    'content-type': 'application/json',
    'X-API-Key': apiKey,
    'X-Timestamp': timestamp,
    'X-Nonce': nonce,
    'X-Signature': signature(apiSecret, {
      method: 'POST',
      host: url.host,
      path: url.pathname,
      query: url.search.slice(1),
      body: Buffer.from(body),
      timestamp,
      nonce,
    }),
  };
}
