import { isDeepStrictEqual } from 'node:util';
import type { OfframpStatus } from '../../src/client';

/**
 * What an order must come to whatever the weather (DESIGN section 8): its stages, its result, and which ids it has. Not
 * when, nor on whose word: money that nobody reported and that is presumed to have arrived has arrived.
 */
export interface End {
  readonly stages: readonly string[];
  readonly outcome?: string;
  readonly reason?: string;
  /** Why it needs a person. */
  readonly attention?: string;
  readonly amounts: OfframpStatus['amounts'];
  readonly transfers: readonly Transfer[];
  /** The names of the ids that it knows: the ids themselves differ from run to run. */
  readonly knows: readonly string[];
}

interface Transfer {
  readonly attempt: number;
  readonly state: string;
  readonly amount: string;
  readonly currency: string;
}

export function endOf(status: OfframpStatus): End {
  const { outcome, reason, needsAttention, transitions, amounts, transfers, ids } = status;
  return {
    stages: transitions.map(({ stage }) => stage),
    ...(outcome && { outcome }),
    ...(reason && { reason: reason === 'should-have-arrived' ? 'money-arrived' : reason }),
    ...(needsAttention && { attention: needsAttention.reason }),
    amounts,
    transfers: transfers.map(({ attempt, state, amount, currency }) => ({
      ...{ attempt, amount, currency },
      state: state === 'presumed-credited' ? 'credited' : state,
    })),
    knows: Object.keys(ids).sort(),
  };
}

/** How an order got where it is: it is the same for the order itself whatever became of its money. */
const wayFields = ['stages', 'knows'] as const;
/** What became of it. */
const resultFields = ['outcome', 'reason', 'attention', 'amounts', 'transfers'] as const;

export function wayDifferences(stormy: End, calm: End): string[] {
  return differences(wayFields, stormy, calm);
}

export function resultDifferences(stormy: End, calm: End): string[] {
  return differences(resultFields, stormy, calm);
}

function differences(fields: readonly (keyof End)[], stormy: End, calm: End): string[] {
  return fields
    .filter((field) => !isDeepStrictEqual(stormy[field], calm[field]))
    .map((field) => `${field}: ${said(stormy[field])} in the storm, ${said(calm[field])} in order`);
}

function said(value: unknown): string {
  return value === undefined ? 'none' : JSON.stringify(value);
}

/** How an end reads in a line. */
export function endText({ outcome, attention, stages }: End): string {
  return outcome ?? (attention === undefined ? `under way at ${stages.at(-1)}` : `needs attention (${attention})`);
}
