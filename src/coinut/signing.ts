import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** The parts of a request that its signature covers (docs/provider.md, *Signatures*). */
export interface SignedParts {
  readonly method: string;
  /** Host as called, with a non-default port: `URL.host`. */
  readonly host: string;
  /** Path only, no query. */
  readonly path: string;
  /** Raw query without the question mark, byte for byte as sent; empty if there is none. */
  readonly query: string;
  /** The exact bytes sent; `undefined` for no body and for multipart bodies, which are not covered. */
  readonly body: string | Uint8Array | undefined;
  /** Unix seconds, as the text in `X-Timestamp`. */
  readonly timestamp: string;
  readonly nonce: string;
}

/** The seven lines that are signed, joined by LF without one at the end. Empty parts keep their line. */
export function canonicalRequest(parts: SignedParts): string {
  const bodyHash =
    parts.body === undefined || parts.body.length === 0 ? '' : createHash('sha256').update(parts.body).digest('hex');
  const { method, host, path, query, timestamp, nonce } = parts;
  return [method.toUpperCase(), host, path, query, bodyHash, timestamp, nonce].join('\n');
}

/** Lower-case hex HMAC-SHA256 of the canonical request under the API secret. */
export function signRequest(parts: SignedParts, apiSecret: string): string {
  return createHmac('sha256', apiSecret).update(canonicalRequest(parts)).digest('hex');
}

/** Compares in constant time, so that a forger learns nothing from how long a refusal takes. */
export function isSignatureOf(signature: string, parts: SignedParts, apiSecret: string): boolean {
  const expected = Buffer.from(signRequest(parts, apiSecret));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
