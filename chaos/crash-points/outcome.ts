import type { Standing } from '../checker/orders';
import type { Verdict } from '../checker/verdict';
import type { Row } from './rows';

/** What came of one row. */
export interface RowResult {
  readonly row: Row;
  /** What was done to its worker. */
  readonly fault: string;
  /** Of the struck activity, the most of any order. */
  readonly attempts: number;
  /** Of the checker. */
  readonly verdict: Verdict;
  /** How the struck orders stand at last. */
  readonly ends: readonly Standing[];
  readonly tookMs: number;
}

/** A row that could not be carried through, and why. */
export interface FailedRow {
  readonly row: Row;
  readonly reason: string;
}

export type RowOutcome = RowResult | FailedRow;

/** A sentence for everything that must not be: what the checker found, and orders that stand where they should not. */
export function violationsOf(outcome: RowOutcome): string[] {
  const { struck, point } = outcome.row;
  const found = 'reason' in outcome ? [outcome.reason] : [...outcome.verdict.violations, ...unaccounted(outcome)];
  return found.map((violation) => `${struck.name} at ${point.name}: ${violation}`);
}

/** An order stands where nothing that was done to it can have brought it. */
function unaccounted({ row: { struck }, ends }: RowResult): string[] {
  return ends.flatMap((end) => {
    if (end.is === 'ended') return [`an order ended at ${end.stage}, while its customer's money was under way.`];
    if (end.is !== 'needing attention' || struck.mayWaitFor?.includes(end.reason)) return [];
    return [`an order waits for an operator (${end.reason}), which this should not lead to.`];
  });
}
