import { median, medianBounds, type MedianBounds } from '../parts/statistics';

/** One batch. */
export interface BatchUse {
  readonly ordersPerSecond: number;
  /** Of the worker's process. */
  readonly cpuMsPerOrder: number;
}

/** A batch of orders and one of the control's, one straight after the other. */
export interface Pair {
  readonly offramp: BatchUse;
  readonly control: BatchUse;
}

/** What orders are in comparison with the control: the median over pairs, and its bounds. */
export interface Comparison {
  readonly ratio: number;
  readonly bounds: MedianBounds;
}

export function compare(pairs: readonly Pair[], what: keyof BatchUse): Comparison {
  const ratios = pairs.map(({ offramp, control }) => offramp[what] / control[what]);
  return { ratio: median(ratios), bounds: medianBounds(ratios) };
}
