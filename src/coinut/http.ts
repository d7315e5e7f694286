import { randomUUID } from 'node:crypto';
import ky from 'ky';
import { CoinutNoAnswer, CoinutSignatureTooOld, CoinutUnreachable } from './errors';
import { multipartForm } from './multipart';
import { readNetworkError } from './network-error';
import { signRequest } from './signing';

/** What a request carries: a JSON object, or the text fields of a multipart form. */
export type CoinutRequestBody =
  { readonly json: Readonly<Record<string, unknown>> } | { readonly form: Readonly<Record<string, string>> };

/** One call of the provider's API. `operation` names it in errors, such as "create the customer". */
export interface CoinutRequest {
  readonly operation: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: CoinutRequestBody;
}

/** A request with its signature; it must be sent soon or never (see {@link CoinutSignatureTooOld}). */
export interface SignedCoinutRequest {
  readonly operation: string;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Reading of the monotonic clock, which goes on while the process is frozen. */
  readonly signedAtMs: number;
}

export interface CoinutAnswer {
  readonly operation: string;
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | undefined;
  /** The provider's own clock, from its Date header. */
  readonly date: string | undefined;
  /** It came so long after the request was signed that the signature may have been too old when the provider read it. */
  readonly isLate: boolean;
}

export interface CoinutHttpSettings {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Bound on one whole exchange, connection and body included. */
  readonly timeoutMs?: number;
  /** A request signed longer ago than this is not sent, and an answer to it is late. */
  readonly longestHoldMs?: number;
  readonly now?: () => number;
  readonly monotonicNow?: () => number;
}

export interface CoinutHttp {
  sign(request: CoinutRequest): SignedCoinutRequest;
  /** Exactly one attempt: retries are Temporal's, and each is signed anew. */
  send(request: SignedCoinutRequest, signal?: AbortSignal): Promise<CoinutAnswer>;
}

/** Above the provider's slowest normal answer, below every activity's start-to-close timeout. */
export const defaultHttpTimeoutMs = 10_000;
/** A third of the provider's 60 s signature window (docs/provider.md, *Signatures*). */
export const defaultLongestHoldMs = 20_000;

const longestAnswerBytes = 4 * 1024 * 1024;

/**
 * The one way to the provider: signs the exact bytes it sends, sends once, follows no redirect. Only after a 421, by
 * which a server says that it was the wrong one to ask and did nothing, fetch itself asks once more.
 */
export function createCoinutHttp(settings: CoinutHttpSettings): CoinutHttp {
  const { timeoutMs = defaultHttpTimeoutMs, longestHoldMs = defaultLongestHoldMs } = settings;
  const now = settings.now ?? Date.now;
  const monotonicNow = settings.monotonicNow ?? (() => performance.now());
  const base = new URL(settings.baseUrl);

  function sign(request: CoinutRequest): SignedCoinutRequest {
    const url = new URL(base.href.replace(/\/$/, '') + request.path);
    url.search = new URLSearchParams({ ...request.query }).toString();
    const { body, contentType, signedBody } = encode(request.body);
    const timestamp = String(Math.floor(now() / 1000));
    const nonce = randomUUID();
    const { host, pathname: path } = url;
    const parts = {
      method: request.method,
      host,
      path,
      query: url.search.slice(1),
      body: signedBody,
      timestamp,
      nonce,
    };
    const headers = {
      'X-API-Key': settings.apiKey,
      'X-Timestamp': timestamp,
      'X-Nonce': nonce,
      'X-Signature': signRequest(parts, settings.apiSecret),
      ...(contentType === undefined ? {} : { 'Content-Type': contentType }),
    };
    const { operation, method } = request;
    return { operation, method, url: url.href, headers, body, signedAtMs: monotonicNow() };
  }

  async function send(request: SignedCoinutRequest, signal?: AbortSignal): Promise<CoinutAnswer> {
    const { operation, method, url, headers, body } = request;
    if (monotonicNow() - request.signedAtMs > longestHoldMs) {
      throw new CoinutSignatureTooOld(
        `Did not ${operation}: the request was held back for over ${longestHoldMs / 1000} s after it was signed.`,
      );
    }
    const timeout = AbortSignal.timeout(timeoutMs);
    const abort = signal ? AbortSignal.any([signal, timeout]) : timeout;
    try {
      const response = await ky(url, {
        method,
        headers,
        ...(body === undefined ? {} : { body }),
        retry: 0,
        timeout: false,
        redirect: 'manual',
        throwHttpErrors: false,
        signal: abort,
      });
      const text = await readBody(response);
      const retryAfter = response.headers.get('retry-after') ?? undefined;
      const date = response.headers.get('date') ?? undefined;
      const isLate = monotonicNow() - request.signedAtMs > longestHoldMs;
      return { operation, status: response.status, text, retryAfter, date, isLate };
    } catch (error) {
      // A cancelled activity is Temporal's business, not the provider's.
      if (signal?.aborted === true && !timeout.aborted) throw signal.reason;
      throw transportError(operation, error, timeout.aborted, timeoutMs);
    }
  }

  return { sign, send };
}

/** The bytes of a body, and those that the signature covers: none of a form's (docs/provider.md, *Signatures*). */
function encode(body: CoinutRequestBody | undefined) {
  if (body === undefined) return {};
  if ('form' in body) return { ...multipartForm(body.form), signedBody: undefined };
  const json = JSON.stringify(body.json);
  return { body: json, contentType: 'application/json', signedBody: json };
}

async function readBody(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const body: AsyncIterable<Uint8Array> | null = response.body;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    bytes += chunk.length;
    // Cut off, it is no JSON any more, which is what such an answer deserves.
    if (bytes > longestAnswerBytes) break;
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function transportError(operation: string, error: unknown, timedOut: boolean, timeoutMs: number): Error {
  if (timedOut) {
    return new CoinutNoAnswer(`No whole answer within ${timeoutMs / 1000} s to: ${operation}. It may have arrived.`);
  }
  const { code = 'no code', sentNothing } = readNetworkError(error);
  if (sentNothing) {
    return new CoinutUnreachable(`The provider cannot be reached (${code}), so nothing was sent to ${operation}.`);
  }
  return new CoinutNoAnswer(`The connection broke (${code}) during: ${operation}. It may have arrived.`);
}
