import {
  CoinutFailed,
  CoinutForbidden,
  CoinutInvalidParameters,
  CoinutNotFound,
  CoinutRateLimited,
  CoinutServerError,
  CoinutUnauthorised,
  CoinutUnreadableAnswer,
} from './errors';
import type { CoinutAnswer } from './http';

/** Clocks further apart than this are named as the likely cause of a 401. */
const noticeableSkewMs = 20_000;

const failureWords = new Set(['FAILED', 'ERROR', 'INVALID_PARAMETERS']);

/** Assumed wording of "not found", which the provider's documents do not give. */
const notFoundWords = /not[ _-]?found|no such|does(?:n['’]t| not) exist|unknown (?:id|customer|account|object)/i;

/**
 * Judges an answer by its HTTP status *and* its body's `status`, since some routes answer 200 on failure
 * (provider.md section 3), and returns its JSON body.
 */
export function readAnswer(answer: CoinutAnswer, now: number = Date.now()): Record<string, unknown> {
  const { operation, status } = answer;
  const body = parseObject(answer.text);
  const word = typeof body?.status === 'string' ? body.status.toUpperCase() : undefined;
  const providerMessage = typeof body?.message === 'string' ? body.message : undefined;

  if (status === 401 || word === 'UNAUTHORISED' || word === 'UNAUTHORIZED') {
    throw new CoinutUnauthorised(`The provider refused our credentials for: ${operation}.${skewNote(answer, now)}`, {
      providerMessage,
    });
  }
  if (status === 403) {
    throw new CoinutForbidden(`The provider's gateway refused (403): ${operation}. Is this host's address allowed?`, {
      providerMessage,
    });
  }
  if (status === 429) {
    const retryAfterMs = readRetryAfter(answer.retryAfter, now);
    throw new CoinutRateLimited(`The provider asked us to slow down (429): ${operation}.`, {
      retryAfterMs,
      providerMessage,
    });
  }
  if (status >= 500) throw new CoinutServerError(`The provider answered ${status} to: ${operation}.`);
  if (status === 404 && body === undefined && answer.text.trim() !== '') {
    // A gateway's own page says nothing of the object; taken for "not found", it would lead to a second create.
    throw new CoinutUnreadableAnswer(`The provider's answer (404) to ${operation} is not the JSON it documents.`);
  }
  const isFailure = status >= 400 || (word !== undefined && failureWords.has(word));
  if (status === 404 || (isFailure && notFoundWords.test(providerMessage ?? ''))) {
    throw new CoinutNotFound(`The provider has no such object: ${operation}.`, { providerMessage });
  }
  if (word === 'INVALID_PARAMETERS' || (status === 400 && word === undefined)) {
    throw new CoinutInvalidParameters(`The provider refused the parameters of: ${operation}.`, { providerMessage });
  }
  if (word === 'FAILED' || word === 'ERROR' || (status >= 400 && status < 500)) {
    throw new CoinutFailed(`The provider reported a failure (${status}) of: ${operation}.`, { providerMessage });
  }
  if (body === undefined || status >= 300) {
    throw new CoinutUnreadableAnswer(`The provider's answer (${status}) to ${operation} is not the JSON it documents.`);
  }
  return body;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return Object.fromEntries(Object.entries(value));
  } catch {
    return undefined;
  }
}

function skewNote(answer: CoinutAnswer, now: number): string {
  const theirs = answer.date === undefined ? Number.NaN : Date.parse(answer.date);
  if (Number.isNaN(theirs) || Math.abs(theirs - now) < noticeableSkewMs) return ' Check COINUT_API_KEY and _SECRET.';
  return ` Its clock differs from ours by ${Math.round(Math.abs(theirs - now) / 1000)} s: set this host's clock.`;
}

/** Seconds or an HTTP date, as RFC 9110 section 10.2.3 allows. */
function readRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined || header.trim() === '') return undefined;
  const seconds = Number(header);
  const delayMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now;
  return Number.isFinite(delayMs) && delayMs >= 0 ? Math.min(delayMs, 3_600_000) : undefined;
}
