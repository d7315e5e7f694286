import { sha256 } from '@noble/hashes/sha2';
import { base32 } from '@scure/base';
import type { Trade } from './objects';
import type { Records } from './records';

/** Which attempt at a trade's bank transfer a payment is. */
export interface Resend {
  trade: Trade;
  attempt: number;
}

const resendReference = /^(R[A-Z2-7]{12})-([1-9]\d?)$/;

/**
 * How the partner names a payment that sends a trade's money again: `R`, the first 12 characters of the base32 (RFC 4648)
 * of the SHA-256 of the trade's id, `-`, and the attempt. Nothing else tells whose money a payment is.
 */
export function referenceOf(tradeId: string, attempt: number): string {
  return `${stemOf(tradeId)}-${attempt}`;
}

/** What a payment's reference says, if it fits one of the trades. */
export function resendNamedBy(reference: string, records: Records): Resend | undefined {
  const [, stem, attempt] = resendReference.exec(reference) ?? [];
  const [trade] = stem === undefined ? [] : records.trades.where(({ id }) => stemOf(id) === stem);
  return trade && { trade, attempt: Number(attempt) };
}

function stemOf(tradeId: string): string {
  return `R${base32.encode(sha256(new TextEncoder().encode(tradeId))).slice(0, 12)}`;
}
