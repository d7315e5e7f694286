import type { OfframpStatus } from '../../src/client';
import { endOf, endText, resultDifferences, wayDifferences, type End } from './ends';
import { strangeIds, type OwnIds } from './own-records';

/** How one order came out, with what the provider holds for it. */
export interface OrderOutcome {
  readonly workflowId: string;
  readonly status: OfframpStatus;
  readonly own: OwnIds;
}

/** One order of a seed in both runs, each with the orders that later deposits to its address have made. */
export interface OrderPair {
  readonly name: string;
  /** The order itself first. */
  readonly stormy: readonly OrderOutcome[];
  readonly calm: readonly OrderOutcome[];
}

/**
 * In what the two runs of an order differ, a sentence each. Which of two deposits of one address an order takes for its
 * own, and which becomes an order of its own, depends on which it hears of first: so the ways of the orders are compared
 * one by one, and their results by the deposits.
 */
export function violationsOf({ name, stormy, calm }: OrderPair): string[] {
  if (stormy.length !== calm.length) {
    return [`${name}: ${stormy.length} orders in the storm, ${calm.length} in order.`];
  }
  const [stormyEnds, calmEnds] = [endsOf(stormy), endsOf(calm)];
  const different = [
    ...eachPair(stormyEnds, calmEnds, wayDifferences),
    ...eachPair(byDeposit(stormyEnds), byDeposit(calmEnds), resultDifferences),
  ];
  const strange = [...stormy, ...calm].flatMap(({ status, own }) => strangeIds(status.ids, own));
  return [...different, ...strange].map((sentence) => `${name}: ${sentence}.`);
}

function eachPair(stormy: readonly End[], calm: readonly End[], compare: (one: End, other: End) => string[]): string[] {
  return stormy.flatMap((end, index) => {
    const other = calm[index];
    return other === undefined ? [] : compare(end, other);
  });
}

/** How it ended in the storm, in words. */
export function outcomeText({ stormy }: OrderPair): string {
  return endsOf(stormy).map(endText).join(', ');
}

function endsOf(outcomes: readonly OrderOutcome[]): End[] {
  return outcomes.map(({ status }) => endOf(status));
}

function byDeposit(ends: readonly End[]): End[] {
  const amountOf = ({ amounts }: End): string => amounts.deposited?.amount ?? '';
  return [...ends].sort((one, other) => amountOf(one).localeCompare(amountOf(other)));
}
