import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  TemporalFailure,
  TimeoutFailure,
} from '@temporalio/workflow';
import type { FailureType, NothingUnderWay } from '../activities/failures';
import type { AttentionReason } from '../signals/attention-reasons';

/** A failed activity as an operator should read it. */
export interface Trouble {
  readonly reason: AttentionReason;
  /** What happened, in the words of whoever failed. Encrypted wherever it is stored. */
  readonly detail: string;
  /** Whether trying again by itself is safe and may help. */
  readonly passing: boolean;
}

/**
 * Why an order stands still after an activity failed for good. The same failure may say different things: whatever else
 * a read met, nothing happened; whatever else a create met, it may have been carried out.
 */
export const failureReasons: Readonly<Record<FailureType, AttentionReason | 'as-it-was-called'>> = {
  CoinutUnsupported: 'unsupported-by-contract',
  CoinutInvalidParameters: 'provider-refused',
  CoinutNotFound: 'provider-refused',
  CoinutInsufficientFunds: 'insufficient-funds',
  CoinutInvalidAddress: 'invalid-address',
  CoinutUnauthorised: 'provider-credentials',
  CoinutForbidden: 'provider-credentials',
  CoinutUnreachable: 'provider-unavailable',
  CoinutRateLimited: 'provider-unavailable',
  CoinutSignatureTooOld: 'provider-unavailable',
  CoinutSignatureExpired: 'as-it-was-called',
  CoinutNoAnswer: 'as-it-was-called',
  CoinutFailed: 'as-it-was-called',
  CoinutServerError: 'as-it-was-called',
  CoinutUnreadableAnswer: 'as-it-was-called',
  BankAccountCurrencyDiffers: 'bank-account-unusable',
  BankAccountOfAnotherCustomer: 'bank-account-unusable',
  BankAccountUncertain: 'outcome-unknown',
  AddressPaysElsewhere: 'address-pays-elsewhere',
  OutsideCalendarCoverage: 'bank-calendar-missing',
  DepositOwnerUnknown: 'unexpected-failure',
  AttemptSuperseded: 'outcome-unknown',
  AnotherOrderFirst: 'another-order-first',
  EarlierRunUnderWay: 'outcome-unknown',
  NoOrderYet: 'unmatched-webhook',
  PaymentNotFound: 'payment-outcome-unknown',
};

/** Reasons that may pass without anybody doing anything about this order. */
const passing: readonly AttentionReason[] = [
  'provider-unavailable',
  'provider-credentials',
  'another-order-first',
  'unexpected-failure',
];

/** Whether an order goes on by itself once this has passed. */
export function passesByItself(reason: AttentionReason): boolean {
  return passing.includes(reason);
}

/** What kind of activity failed: one that creates something at the provider, or one of this project's own. */
export interface FailedCall {
  readonly creates: boolean;
  readonly ours: boolean;
  /** It is not repeated by Temporal, so that nothing is known but its one failure. */
  readonly once?: boolean;
}

/** Reads an activity's failure; `undefined` if it was cancelled because the order is to end. */
export function troubleOf(error: unknown, call: FailedCall): Trouble | undefined {
  const chain = causesOf(error);
  if (chain.some((cause) => cause instanceof CancelledFailure)) return undefined;
  const failure = chain.find((cause) => cause instanceof ApplicationFailure);
  const reason = reasonOf(chain[0], failure, call);
  const words = failure?.details?.find((detail) => typeof detail === 'string');
  const said = [(failure ?? chain.at(-1))?.message ?? 'no details', ...(words ? [`The provider says: ${words}`] : [])];
  return { reason, detail: said.join(' '), passing: passesByItself(reason) };
}

function reasonOf(
  outermost: TemporalFailure | undefined,
  failure: ApplicationFailure | undefined,
  { creates, ours, once = false }: FailedCall,
): AttentionReason {
  // Never started, it has sent nothing.
  const neverStarted = outermost instanceof TimeoutFailure && outermost.timeoutType === 'SCHEDULE_TO_START';
  if (neverStarted) return 'provider-unavailable';
  // An attempt that ran out of time may have sent its create, whatever the attempt before it met.
  if (creates && outermost instanceof TimeoutFailure) return 'outcome-unknown';
  // A proxy that repeats what was carried out is told that its nonce is used up: only a look-up tells the two apart.
  const isSurelyUndone = failure?.details?.some(isNothingUnderWay) === true;
  if (once && failure?.type === 'CoinutUnauthorised' && !isSurelyUndone) return 'outcome-unknown';
  const known = isFailureType(failure?.type) ? failureReasons[failure.type] : 'as-it-was-called';
  if (known !== 'as-it-was-called') return known;
  if (ours) return 'unexpected-failure';
  return creates && failure?.details?.some(isNothingUnderWay) !== true ? 'outcome-unknown' : 'provider-unavailable';
}

function isFailureType(type: string | null | undefined): type is FailureType {
  return typeof type === 'string' && Object.hasOwn(failureReasons, type);
}

function isNothingUnderWay(detail: unknown): detail is NothingUnderWay {
  return typeof detail === 'object' && detail !== null && 'nothingUnderWay' in detail;
}

/** Whether an error is one of Temporal's, which must not escape from an order; anything else is a bug and must. */
export function isTemporalFailure(error: unknown): error is TemporalFailure {
  return error instanceof TemporalFailure;
}

function causesOf(error: unknown): TemporalFailure[] {
  const chain: TemporalFailure[] = [];
  let current: unknown = error;
  while (current instanceof TemporalFailure) {
    if (!(current instanceof ActivityFailure)) chain.push(current);
    current = current.cause;
  }
  return chain;
}
