import { ActivityFailure, ApplicationFailure, CancelledFailure, TemporalFailure } from '@temporalio/workflow';
import type { AttentionReason } from '../signals/attention-reasons';

/** A failed activity as an operator should read it. */
export interface Trouble {
  readonly reason: AttentionReason;
  /** What happened, in the words of whoever failed. Encrypted wherever it is stored. */
  readonly detail: string;
  /** Whether trying again by itself is safe and may help. */
  readonly passing: boolean;
}

const reasonOfType: Readonly<Record<string, AttentionReason>> = {
  CoinutInvalidParameters: 'provider-refused',
  CoinutNotFound: 'provider-refused',
  BankAccountCurrencyDiffers: 'provider-refused',
  BankAccountUncertain: 'outcome-unknown',
  CoinutUnauthorised: 'provider-credentials',
  CoinutForbidden: 'provider-credentials',
  CoinutUnreachable: 'provider-unavailable',
  CoinutRateLimited: 'provider-unavailable',
  CoinutSignatureTooOld: 'provider-unavailable',
  OutsideCalendarCoverage: 'bank-calendar-missing',
};

/** Reads an activity's failure; `undefined` if it was cancelled because the order is to end. */
export function troubleOf(
  error: unknown,
  { creates, ours }: { readonly creates: boolean; readonly ours: boolean },
): Trouble | undefined {
  const chain = causesOf(error);
  if (chain.some((cause) => cause instanceof CancelledFailure)) return undefined;
  const failure = chain.find((cause) => cause instanceof ApplicationFailure);
  const known = reasonOfType[failure?.type ?? ''];
  // Whatever else a read met, nothing happened; whatever else a create met, it may have been carried out.
  const unknown = ours ? 'unexpected-failure' : creates ? 'outcome-unknown' : 'provider-unavailable';
  const reason = known ?? unknown;
  const last = failure ?? chain.at(-1);
  const words = failure?.details?.find((detail) => typeof detail === 'string');
  const detail = [last?.message ?? 'no details', words === undefined ? '' : `The provider says: ${words}`];
  const passing = ['provider-unavailable', 'provider-credentials', 'unexpected-failure'].includes(reason);
  return { reason, detail: detail.filter((sentence) => sentence !== '').join(' '), passing };
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
