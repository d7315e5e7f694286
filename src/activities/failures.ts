import { ApplicationFailure } from '@temporalio/common';
import { CoinutError, CoinutRateLimited, type CoinutErrorName } from '../coinut/errors';

/** How one kind of failure is treated, wherever it happens. */
export interface FailurePolicy {
  /** Whether the same request may succeed later. */
  readonly retried: boolean;
  /** Whether the request may have had an effect. If so, a create is repeated only after it can no longer land. */
  readonly effect: 'none' | 'unknown';
}

/** The one retry decision (DESIGN section 3, rule 12). A failure's type in Temporal is its key here. */
export const failurePolicies: Readonly<Record<CoinutErrorName, FailurePolicy>> = {
  CoinutUnreachable: { retried: true, effect: 'none' },
  CoinutNoAnswer: { retried: true, effect: 'unknown' },
  CoinutSignatureTooOld: { retried: true, effect: 'none' },
  CoinutUnauthorised: { retried: true, effect: 'none' },
  CoinutForbidden: { retried: true, effect: 'none' },
  CoinutRateLimited: { retried: true, effect: 'none' },
  CoinutInvalidParameters: { retried: false, effect: 'none' },
  CoinutNotFound: { retried: false, effect: 'none' },
  CoinutFailed: { retried: true, effect: 'unknown' },
  CoinutServerError: { retried: true, effect: 'unknown' },
  CoinutUnreadableAnswer: { retried: true, effect: 'unknown' },
};

/** Wraps a failure of the look-up before a create: whatever went wrong, the create itself was not sent. */
class NothingCreated extends Error {
  override readonly name = 'NothingCreated';
  constructor(readonly failure: CoinutError) {
    super(failure.message);
  }
}

/** Runs what comes before a create is sent, so that its failures are retried soon. */
export async function beforeCreate<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CoinutError) throw new NothingCreated(error);
    throw error;
  }
}

/** A failure in Temporal's words. Anything that is not the provider's passes unchanged. */
export function temporalFailure(error: unknown, attempt: number): unknown {
  const failure = error instanceof NothingCreated ? error.failure : error;
  if (!(failure instanceof CoinutError)) return error;
  const policy = failurePolicies[failure.name];
  const sentNothing = error instanceof NothingCreated || policy.effect === 'none';
  const delay = retryDelay(failure, sentNothing, attempt);
  return ApplicationFailure.create({
    type: failure.name,
    message: failure.message,
    nonRetryable: !policy.retried,
    ...(delay === undefined ? {} : { nextRetryDelay: delay }),
    // Details are encrypted, the message of a failure may reach logs.
    ...(failure.providerMessage === undefined ? {} : { details: [failure.providerMessage] }),
  });
}

/** `undefined` leaves the delay to the activity's retry policy, which for creates outlasts the signature window. */
function retryDelay(failure: CoinutError, sentNothing: boolean, attempt: number): number | undefined {
  if (!sentNothing) return undefined;
  const soon = Math.min(60_000, 1_000 * 2 ** Math.min(attempt - 1, 6));
  // "Retry-After: 0" must not make a tight loop.
  return failure instanceof CoinutRateLimited ? Math.max(soon, failure.retryAfterMs ?? 0) : soon;
}
