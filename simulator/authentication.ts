import type { IncomingHttpHeaders } from 'node:http';
import { sameText, signature, splitTarget } from './signatures';

/** What is needed to judge one request. */
export interface ReceivedRequest {
  method: string;
  /** Path and query as they stood in the request line. */
  target: string;
  headers: IncomingHttpHeaders;
  body: Uint8Array;
}

export interface AuthenticationSettings {
  apiKey: string;
  apiSecret: string;
  signatureWindowMs: number;
  now: () => number;
}

/** Returns the cause for which the request is refused, or nothing when its signature holds. */
export type Authenticate = (request: ReceivedRequest) => string | undefined;

/**
 * Checks key, timestamp, signature and nonce, in this order. Nonces are remembered in memory only, so a request
 * may be replayed once across a restart within the window.
 */
export function createAuthentication({
  apiKey,
  apiSecret,
  signatureWindowMs,
  now,
}: AuthenticationSettings): Authenticate {
  const nonces = new Map<string, number>();

  function usedBefore(nonce: string): boolean {
    const nowMs = now();
    for (const [seen, forgetAt] of nonces) {
      if (forgetAt > nowMs) break;
      nonces.delete(seen);
    }
    if (nonces.has(nonce)) return true;
    // Twice the window, because a timestamp may lie one window in the future.
    nonces.set(nonce, nowMs + 2 * signatureWindowMs);
    return false;
  }

  return (request) => {
    const key = header(request.headers, 'x-api-key');
    const timestamp = header(request.headers, 'x-timestamp');
    const nonce = header(request.headers, 'x-nonce');
    const given = header(request.headers, 'x-signature');
    if (key === '') return 'the X-API-Key header is missing';
    if (!sameText(key, apiKey)) return 'the API key is not known';
    if (!/^\d{1,12}$/.test(timestamp)) return 'the X-Timestamp header is not a Unix time in seconds';
    if (Math.abs(now() - Number(timestamp) * 1000) > signatureWindowMs) {
      return `the timestamp is more than ${signatureWindowMs / 1000} seconds away from the server's time`;
    }
    if (nonce === '') return 'the X-Nonce header is missing';
    const expected = signature(apiSecret, {
      method: request.method,
      host: header(request.headers, 'host'),
      ...splitTarget(request.target),
      body: isMultipart(request.headers) ? new Uint8Array() : request.body,
      timestamp,
      nonce,
    });
    if (!sameText(given, expected)) return 'the signature does not match';
    // Last, so that a forged request cannot use up someone else's nonce.
    return usedBefore(nonce) ? 'the nonce was used before' : undefined;
  };
}

/** A multipart form is signed with an empty body hash. */
export function isMultipart(headers: IncomingHttpHeaders): boolean {
  return header(headers, 'content-type').toLowerCase().startsWith('multipart/form-data');
}

function header(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}
