import { expectArrival, type ArrivalRequest, type ExpectedArrival } from '../banking/expected-arrival';
import { tablesWith, type BankingOverlay } from '../banking/overlay';

/** What a backend asks; without `at` it means a payout made now. */
export interface ExpectedArrivalQuestion extends Omit<ArrivalRequest, 'at'> {
  readonly at?: string | undefined;
  /** The operator's overlay, as `loadClientConfig` reads it from `BANKING_OVERLAY`. */
  readonly overlay?: BankingOverlay | undefined;
}

/**
 * When a payout goes out and arrives, to be shown to a customer before or after an order is started: the document that
 * `offramp cutoff --json` prints, and `text`, a sentence. It asks no server. Throws `OutsideCalendarCoverage` where the
 * bank calendars end, and a `RangeError` when `at` is no instant with its offset.
 */
export function expectedArrival({
  at = new Date().toISOString(),
  overlay,
  ...request
}: ExpectedArrivalQuestion): ExpectedArrival & { text: string } {
  const { document, text } = expectArrival({ ...request, at }, tablesWith(overlay));
  return { ...document, text };
}
