import { randomUUID } from 'node:crypto';
import { signRequest } from './signing';

export interface TestWebhookSettings {
  /** As registered at the provider and set as `RELAY_PUBLIC_URL`: the signature covers its host, path and query. */
  readonly callbackUrl: URL | string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** When it is signed; now unless told. */
  readonly at?: Date;
  readonly nonce?: string;
}

export interface SignedWebhook {
  readonly headers: Readonly<Record<string, string>>;
  /** To be sent as it is: another spacing makes another signature. */
  readonly body: string;
}

/**
 * A webhook signed as the provider signs its own (docs/provider.md, *Signatures*), for tests of whatever stands before or
 * beside the relay. `test/vectors/webhook-signatures.json` holds signatures to compare another implementation with.
 *
 * @example
 * const { headers, body } = signTestWebhook({ event: 'CUSTOMER_APPROVED', data: { customerId: 'c-1' } }, settings);
 * await fetch(settings.callbackUrl, { method: 'POST', headers, body });
 */
export function signTestWebhook(
  webhook: { readonly event: string; readonly data?: object; readonly payload?: object } | string,
  { callbackUrl, apiKey, apiSecret, at = new Date(), nonce = randomUUID() }: TestWebhookSettings,
): SignedWebhook {
  const body = typeof webhook === 'string' ? webhook : JSON.stringify(webhook);
  const { host, pathname: path, search } = new URL(callbackUrl);
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = signRequest(
    { method: 'POST', host, path, query: search.slice(1), body, timestamp, nonce },
    apiSecret,
  );
  const headers = { 'X-API-Key': apiKey, 'X-Timestamp': timestamp, 'X-Nonce': nonce, 'X-Signature': signature };
  return { headers: { 'Content-Type': 'application/json', ...headers }, body };
}
