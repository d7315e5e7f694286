import { setTimeout as delay } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/common';
import { CoinutError, CoinutNotFound, CoinutRateLimited, type CoinutErrorName } from '../coinut/errors';

/** How one kind of failure is treated, wherever it happens. */
export interface FailurePolicy {
  /** Whether the same request may succeed later. */
  readonly retried: boolean;
  /** Whether the request may have had an effect. If so, a create is repeated only after it can no longer land. */
  readonly effect: 'none' | 'unknown';
}

/** The one retry decision (DESIGN section 3, rule 12). A failure's type in Temporal is its key here. */
export const failurePolicies: Readonly<Record<CoinutErrorName, FailurePolicy>> = {
  CoinutUnsupported: { retried: false, effect: 'none' },
  CoinutUnreachable: { retried: true, effect: 'none' },
  CoinutNoAnswer: { retried: true, effect: 'unknown' },
  CoinutSignatureTooOld: { retried: true, effect: 'none' },
  // A proxy that repeats a request which was carried out is told that its nonce is used up.
  CoinutSignatureExpired: { retried: true, effect: 'unknown' },
  CoinutUnauthorised: { retried: true, effect: 'unknown' },
  // Gateways turn away before they pass on, and the provider's application answers neither 403 nor 429.
  CoinutForbidden: { retried: true, effect: 'none' },
  CoinutRateLimited: { retried: true, effect: 'none' },
  CoinutInvalidParameters: { retried: false, effect: 'none' },
  CoinutInsufficientFunds: { retried: false, effect: 'none' },
  CoinutInvalidAddress: { retried: false, effect: 'none' },
  CoinutNotFound: { retried: false, effect: 'none' },
  CoinutFailed: { retried: true, effect: 'unknown' },
  CoinutServerError: { retried: true, effect: 'unknown' },
  CoinutUnreadableAnswer: { retried: true, effect: 'unknown' },
};

/** Refusals of our own, which no repetition would change: a person has to look, or another order to be made. */
export const ownFailureTypes = [
  'BankAccountUncertain',
  'BankAccountCurrencyDiffers',
  'BankAccountOfAnotherCustomer',
  'AddressPaysElsewhere',
  'OutsideCalendarCoverage',
  'DepositOwnerUnknown',
  'AttemptSuperseded',
] as const;
export type OwnFailureType = (typeof ownFailureTypes)[number];

/** Failures of our own that pass as soon as something else has happened. */
export const waitingFailureTypes = [
  'AnotherOrderFirst',
  'EarlierRunUnderWay',
  'NoOrderYet',
  'PaymentNotFound',
] as const;
export type WaitingFailureType = (typeof waitingFailureTypes)[number];

/** Every type that a failed activity of ours may have. */
export type FailureType = CoinutErrorName | OwnFailureType | WaitingFailureType;

/** Said of a failure after which no create of its activity can still land, whatever its type says otherwise. */
export interface NothingUnderWay {
  readonly nothingUnderWay: true;
}

/** A refusal of our own, to be thrown. The sentence reaches logs, so it holds no personal data. */
export function refusal(type: OwnFailureType, sentence: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(sentence, type);
}

/** To be thrown where something else has to happen first; tried again after `delay`, or as the activity's policy has it. */
export function notYet(type: WaitingFailureType, sentence: string, delay?: '2 seconds'): ApplicationFailure {
  return ApplicationFailure.create({ type, message: sentence, ...(delay && { nextRetryDelay: delay }) });
}

/** What a read finds, or `undefined` where the provider says that there is no such object. */
export async function ifKnown<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof CoinutNotFound) return undefined;
    throw error;
  }
}

/** Wraps a failure of a look-up beside a create: before it, whatever went wrong, the create is not under way. */
class LookUpFailed extends Error {
  override readonly name = 'LookUpFailed';
  constructor(
    readonly failure: CoinutError,
    readonly created: boolean,
  ) {
    super(failure.message);
  }
}

/** Runs the look-ups of an activity that creates, before it does, so that their failures are retried soon. */
export async function besideCreate<T>(lookUp: () => Promise<T>): Promise<T> {
  try {
    return await lookUp();
  } catch (error) {
    if (error instanceof CoinutError) throw new LookUpFailed(error, false);
    throw error;
  }
}

const triesAfterCreate = 3;

/**
 * Runs a look-up after a create. A passing failure must not cost what was created, so it is tried again at once; after
 * more of them the activity fails as if the create might still land, so that lists have time to show what it made.
 */
export async function afterCreate<T>(lookUp: () => Promise<T>, pauseMs = 1_000): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await lookUp();
    } catch (error) {
      if (!(error instanceof CoinutError)) throw error;
      if (tries === triesAfterCreate) throw new LookUpFailed(error, true);
      await delay(tries * pauseMs);
    }
  }
}

/** A failure in Temporal's words. Anything that is not the provider's passes unchanged. */
export function temporalFailure(error: unknown, attempt: number): unknown {
  const lookUp = error instanceof LookUpFailed ? error : undefined;
  const failure = lookUp ? lookUp.failure : error;
  if (!(failure instanceof CoinutError)) return error;
  const policy = failurePolicies[failure.name];
  const isNothingUnderWay = lookUp ? !lookUp.created : policy.effect === 'none';
  const nextRetryDelay = retryDelay(failure, isNothingUnderWay, attempt);
  // Details are encrypted, the message of a failure may reach logs.
  const words = failure.providerMessage === undefined ? [] : [failure.providerMessage];
  const details = lookUp && isNothingUnderWay ? [...words, { nothingUnderWay: true } satisfies NothingUnderWay] : words;
  return ApplicationFailure.create({
    type: failure.name,
    message: failure.message,
    nonRetryable: !policy.retried,
    ...(nextRetryDelay === undefined ? {} : { nextRetryDelay }),
    ...(details.length === 0 ? {} : { details }),
  });
}

/** `undefined` leaves the delay to the activity's retry policy, which for creates outlasts the signature window. */
function retryDelay(failure: CoinutError, nothingUnderWay: boolean, attempt: number): number | undefined {
  if (!nothingUnderWay) return undefined;
  const soon = Math.min(60_000, 1_000 * 2 ** Math.min(attempt - 1, 6));
  // "Retry-After: 0" must not make a tight loop.
  return failure instanceof CoinutRateLimited ? Math.max(soon, failure.retryAfterMs ?? 0) : soon;
}
