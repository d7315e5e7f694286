import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { afterCreate, besideCreate, failurePolicies, temporalFailure } from '../../src/activities/failures';
import {
  CoinutFailed,
  CoinutForbidden,
  CoinutInsufficientFunds,
  CoinutInvalidAddress,
  CoinutInvalidParameters,
  CoinutNoAnswer,
  CoinutNotFound,
  CoinutRateLimited,
  CoinutServerError,
  CoinutSignatureExpired,
  CoinutSignatureTooOld,
  CoinutUnauthorised,
  CoinutUnreachable,
  CoinutUnreadableAnswer,
  CoinutUnsupported,
  type CoinutError,
  type CoinutErrorName,
} from '../../src/coinut/errors';
import { rawAnswer, startRawServer } from '../coinut/support/raw-server';
import { activitiesAt, run } from './support/provider';

/** `'policy'`: the activity's retry policy decides, which for creates outlasts the provider's signature window. */
const rows: [why: string, error: CoinutError, retried: boolean, delay: number | 'policy' | 'irrelevant'][] = [
  ['nothing was sent', new CoinutUnreachable('x'), true, 1_000],
  ['the answer was lost', new CoinutNoAnswer('x'), true, 'policy'],
  ['the process was frozen', new CoinutSignatureTooOld('x'), true, 1_000],
  ['the provider was frozen', new CoinutSignatureExpired('x'), true, 'policy'],
  ['a nonce may be used up by a proxy that repeats', new CoinutUnauthorised('x'), true, 'policy'],
  ['an address can be allowed', new CoinutForbidden('x'), true, 1_000],
  ['the provider says when', new CoinutRateLimited('x', { retryAfterMs: 7_000 }), true, 7_000],
  ['the provider does not say when', new CoinutRateLimited('x', { retryAfterMs: undefined }), true, 1_000],
  ['"at once" would be a tight loop', new CoinutRateLimited('x', { retryAfterMs: 0 }), true, 1_000],
  ['the same will be refused again', new CoinutInvalidParameters('x'), false, 'irrelevant'],
  ['the contract has no words for it', new CoinutUnsupported('x'), false, 'irrelevant'],
  ['money does not come by asking again', new CoinutInsufficientFunds('x'), false, 'irrelevant'],
  ['the address stays what it is', new CoinutInvalidAddress('x'), false, 'irrelevant'],
  ['it is not there', new CoinutNotFound('x'), false, 'irrelevant'],
  ['"failed" may have had an effect', new CoinutFailed('x'), true, 'policy'],
  ['a fault may come after the effect', new CoinutServerError('x'), true, 'policy'],
  ['a page says nothing of the effect', new CoinutUnreadableAnswer('x'), true, 'policy'],
];

describe('temporalFailure', () => {
  it.each(rows)('decides what becomes of it: %s', (_why, error, retried, delay) => {
    const failure = temporalFailure(error, 1);
    expect(failure).toBeInstanceOf(ApplicationFailure);
    expect(failure).toMatchObject({ type: error.name, message: 'x', nonRetryable: !retried });
    if (delay !== 'irrelevant')
      expect(failure).toHaveProperty('nextRetryDelay', delay === 'policy' ? undefined : delay);
  });

  it('covers every kind of error', () => {
    expect([...new Set(rows.map(([, { name }]) => name))].sort()).toEqual(Object.keys(failurePolicies).sort());
  });

  it.each([
    [1, 1_000],
    [2, 2_000],
    [3, 4_000],
    [6, 32_000],
    [7, 60_000],
    [1_000, 60_000],
  ])('waits longer with each attempt that sent nothing: after attempt %i %i ms', (attempt, delay) => {
    expect(temporalFailure(new CoinutUnreachable('x'), attempt)).toMatchObject({ nextRetryDelay: delay });
  });

  it.each([
    ['a failure of Temporal', ApplicationFailure.nonRetryable('x', 'BankAccountCurrencyDiffers')],
    ['a cancellation', new CancelledFailure('x')],
    ['a bug', new TypeError('x is not a function')],
    ['something that is no error', 'x'],
  ])('leaves %s as it is', (_why, error) => {
    expect(temporalFailure(error, 1)).toBe(error);
  });

  it('puts the words of the provider into the details only', () => {
    const failure = temporalFailure(new CoinutFailed('x', { providerMessage: 'ana@example.com' }), 1);
    expect(failure).toMatchObject({ message: 'x', details: ['ana@example.com'] });
    expect(temporalFailure(new CoinutFailed('x'), 1)).toMatchObject({ details: undefined });
  });
});

describe('a failure beside a create', () => {
  it.each(rows.filter(([, , retried]) => retried))(
    'is retried soon, since no create is under way: %s',
    async (_why, error) => {
      const failure: unknown = await besideCreate(() => Promise.reject(error)).catch((caught: unknown) => caught);
      expect(temporalFailure(failure, 1)).toMatchObject({ type: error.name, nonRetryable: false });
      expect(temporalFailure(failure, 1)).toHaveProperty('nextRetryDelay', expect.any(Number));
      expect(temporalFailure(failure, 1)).toHaveProperty('details', [{ nothingUnderWay: true }]);
    },
  );

  it('after it, is tried again at once, and then as if the create might still land', async () => {
    const answers = [new CoinutRateLimited('x', { retryAfterMs: undefined }), new CoinutServerError('x')];
    const look = async () => {
      const failure = answers.shift();
      if (failure) throw failure;
      return 'found';
    };
    expect(await afterCreate(look, 0)).toBe('found');
    const failure: unknown = await afterCreate(
      () => Promise.reject(new CoinutRateLimited('x', { retryAfterMs: undefined })),
      0,
    ).catch((caught: unknown) => caught);
    expect(temporalFailure(failure, 1)).toMatchObject({ type: 'CoinutRateLimited', nonRetryable: false });
    expect(temporalFailure(failure, 1)).toMatchObject({ nextRetryDelay: undefined, details: undefined });
  });

  it('passes everything else on', async () => {
    const bug = new TypeError('x');
    await expect(besideCreate(() => Promise.reject(bug))).rejects.toBe(bug);
    await expect(afterCreate(() => Promise.reject(bug), 0)).rejects.toBe(bug);
    expect(await besideCreate(() => Promise.resolve(7))).toBe(7);
  });
});

describe('ensureCustomer at a provider in trouble', () => {
  const customer = { externalId: 'user-7', name: 'Ana Lim', email: 'ana@example.com' };

  async function failureOf(lookUp: string) {
    const server = await startRawServer((socket) => socket.end(lookUp));
    const activities = activitiesAt(server.url);
    const failure: unknown = await run(activities, 'ensureCustomer', customer).catch((error: unknown) => error);
    const creates = server.requests.filter(({ method }) => method === 'POST').length;
    await server.stop();
    return { failure, creates };
  }

  it.each<[string, string, CoinutErrorName]>([
    ['no answer', '', 'CoinutNoAnswer'],
    ['a fault', rawAnswer(503, ''), 'CoinutServerError'],
    ['a failure', rawAnswer(422, '{"status":"FAILED"}'), 'CoinutFailed'],
    ['a page', rawAnswer(404, '<h1>Not Found</h1>'), 'CoinutUnreadableAnswer'],
  ])('creates nothing and retries soon after %s to its look-up', async (_why, lookUp, type) => {
    const { failure, creates } = await failureOf(lookUp);
    expect(failure).toMatchObject({ type, nonRetryable: false, nextRetryDelay: 1_000 });
    expect(creates).toBe(0);
  });
});
