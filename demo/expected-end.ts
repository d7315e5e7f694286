import type { OfframpStatus } from '../src/client';
import type { AttentionReason } from '../src/signals/attention-reasons';
import type { OfframpOutcome, OfframpStage } from '../src/signals/stages';

/** Where an order is to stand in the end: with an outcome, or waiting for a person, and why. */
export type ExpectedEnd =
  | {
      readonly stage: OfframpStage;
      readonly outcome: OfframpOutcome;
      /** How often the money is sent, if more than once. */
      readonly transfers?: number;
    }
  | { readonly stage: OfframpStage; readonly needsAttention: AttentionReason };

/** Whether an order stands where it is expected to. */
export function isReached(
  expected: ExpectedEnd,
  { stage, outcome, needsAttention, transfers }: OfframpStatus,
): boolean {
  if (stage !== expected.stage) return false;
  if ('transfers' in expected && transfers.length !== expected.transfers) return false;
  return 'outcome' in expected
    ? outcome === expected.outcome
    : outcome === undefined && needsAttention?.reason === expected.needsAttention;
}

/** An end in words, for a sentence about the order: "settled at watching-for-return". */
export function endText(expected: ExpectedEnd): string {
  const standing = 'outcome' in expected ? expected.outcome : `needing attention (${expected.needsAttention})`;
  return `${standing} at ${expected.stage}`;
}
