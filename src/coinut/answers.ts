import {
  CoinutFailed,
  CoinutForbidden,
  CoinutInsufficientFunds,
  CoinutInvalidAddress,
  CoinutInvalidParameters,
  CoinutNotFound,
  CoinutRateLimited,
  CoinutServerError,
  CoinutSignatureExpired,
  CoinutUnauthorised,
  CoinutUnreadableAnswer,
  type CoinutError,
} from './errors';
import type { CoinutAnswer } from './http';
import { refusalReason, type RefusalReason } from './refusal-words';
import { statusWord } from './results';
import { readRetryAfter } from './retry-after';

/** Clocks further apart than this are named as the likely cause of a 401. */
const noticeableSkewMs = 20_000;

const failureWords = ['FAILED', 'ERROR', 'INVALID_PARAMETERS'];

type Body = Record<string, unknown>;

/**
 * Judges an answer by its HTTP status *and* its body's `status`, since some routes answer 200 on failure
 * (docs/provider.md, *Answers and failures*), and returns its JSON body.
 */
export function readAnswer(answer: CoinutAnswer, now: number = Date.now()): Body {
  const body = parseObject(answer.text);
  const error = refusalOnTheWay(answer, body, now) ?? refusalByProvider(answer, body);
  if (error) throw error;
  if (body === undefined || answer.status >= 300) throw unreadable(answer);
  return body;
}

/** What signatures, gateways and faults of the server come to, whatever the application may say besides. */
function refusalOnTheWay(answer: CoinutAnswer, body: Body | undefined, now: number): CoinutError | undefined {
  const { operation, status, isLate } = answer;
  const words = { providerMessage: messageOf(body) };
  if (status === 401 || /^UNAUTHORI[SZ]ED$/.test(statusWord(body) ?? '')) {
    if (isLate) {
      const message = `The provider answered so late that our signature may have been too old for it: ${operation}.`;
      return new CoinutSignatureExpired(message, words);
    }
    return new CoinutUnauthorised(
      `The provider refused our credentials for: ${operation}.${skewNote(answer, now)}`,
      words,
    );
  }
  if (status === 403) {
    const message = `The provider's gateway refused (403): ${operation}. Is this host's address allowed?`;
    return new CoinutForbidden(message, words);
  }
  if (status === 429) {
    const retryAfterMs = readRetryAfter(answer.retryAfter, providerClock(answer) ?? now);
    const message = `The provider asked us to slow down (429): ${operation}.`;
    return new CoinutRateLimited(message, { retryAfterMs, ...words });
  }
  return status >= 500 ? new CoinutServerError(`The provider answered ${status} to: ${operation}.`) : undefined;
}

/** What the application says in its own words, of which only three are fixed (docs/provider.md, *Answers and failures*). */
function refusalByProvider(answer: CoinutAnswer, body: Body | undefined): CoinutError | undefined {
  const { operation, status } = answer;
  const word = statusWord(body);
  const saysFailure = word !== undefined && failureWords.includes(word);
  // Without the provider's word a 404 is a gateway's, of the route and not of the object. Taken for "no such object", it
  // would lead to a second create.
  if (status === 404 && !saysFailure) return unreadable(answer);
  if (!saysFailure && status < 400) return undefined;
  const providerMessage = messageOf(body);
  const reason = refusalReason(providerMessage ?? '') ?? (status === 404 ? 'not-found' : undefined);
  if (reason) return refusal(reason, operation, providerMessage);
  if (word === 'INVALID_PARAMETERS' || (status === 400 && word === undefined)) {
    return new CoinutInvalidParameters(`The provider refused the parameters of: ${operation}.`, { providerMessage });
  }
  return new CoinutFailed(`The provider reported a failure (${status}) of: ${operation}.`, { providerMessage });
}

function refusal(reason: RefusalReason, operation: string, providerMessage: string | undefined): CoinutError {
  switch (reason) {
    case 'insufficient-funds': {
      const message = `The provider says that a balance does not cover this, so it did not ${operation}.`;
      return new CoinutInsufficientFunds(message, { providerMessage });
    }
    case 'invalid-address': {
      const message = `The provider says that an address is invalid, so it did not ${operation}.`;
      return new CoinutInvalidAddress(message, { providerMessage });
    }
    case 'not-found':
      return new CoinutNotFound(`The provider has no such object: ${operation}.`, { providerMessage });
  }
}

function unreadable({ operation, status }: CoinutAnswer): CoinutUnreadableAnswer {
  return new CoinutUnreadableAnswer(`The provider's answer (${status}) to ${operation} is not the JSON it documents.`);
}

function parseObject(text: string): Body | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return Object.fromEntries(Object.entries(value));
  } catch {
    return undefined;
  }
}

function messageOf(body: Body | undefined): string | undefined {
  return typeof body?.message === 'string' ? body.message : undefined;
}

function providerClock({ date }: CoinutAnswer): number | undefined {
  const time = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(time) ? undefined : time;
}

function skewNote(answer: CoinutAnswer, now: number): string {
  const skewMs = Math.abs((providerClock(answer) ?? now) - now);
  if (skewMs < noticeableSkewMs) return ' Check COINUT_API_KEY and _SECRET.';
  return ` Its clock differs from ours by ${Math.round(skewMs / 1000)} s: set this host's clock.`;
}
