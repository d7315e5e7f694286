import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** The parts of an HTTP message that the provider's signature covers. */
export interface SignedMessage {
  method: string;
  /** As called, with a port that is not the scheme's default. */
  host: string;
  path: string;
  /** Raw, without the leading `?`; empty when there is none. */
  query: string;
  /** The exact bytes; empty for no body and for multipart forms. */
  body: Uint8Array;
  /** Unix seconds. */
  timestamp: string;
  nonce: string;
}

/** Lower-case hex SHA-256 of the body; the empty string (not the hash of nothing) when there is no body. */
export function bodyHash(body: Uint8Array): string {
  return body.length === 0 ? '' : createHash('sha256').update(body).digest('hex');
}

/** The seven lines that are signed. An empty part keeps its line. */
export function canonicalString(message: SignedMessage): string {
  return [
    message.method.toUpperCase(),
    message.host,
    message.path,
    message.query,
    bodyHash(message.body),
    message.timestamp,
    message.nonce,
  ].join('\n');
}

/** Lower-case hex HMAC-SHA256 of the canonical string. */
export function signature(secret: string, message: SignedMessage): string {
  return createHmac('sha256', secret).update(canonicalString(message)).digest('hex');
}

/** Compares two texts in a time that does not depend on where they differ. */
export function sameText(left: string, right: string): boolean {
  // Digests have one length, which timingSafeEqual demands and which hides the length of the expected text.
  return timingSafeEqual(createHash('sha256').update(left).digest(), createHash('sha256').update(right).digest());
}

/** Splits a request target such as `/deposit/list?status=RECEIVED` without touching the query's bytes. */
export function splitTarget(target: string): { path: string; query: string } {
  const mark = target.indexOf('?');
  return mark === -1 ? { path: target, query: '' } : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}
