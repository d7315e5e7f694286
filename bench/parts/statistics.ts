/** The value in the middle; of an even number of values, halfway between the two. */
export function median(values: readonly number[]): number {
  const sorted = ascending(values);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}

/** Between which two values the median of what was sampled lies, and how sure that is. */
export interface MedianBounds {
  readonly lower: number;
  readonly upper: number;
  /** The probability that the true median lies between them, whatever the values are distributed like. */
  readonly confidence: number;
}

/**
 * The narrowest pair of order statistics that holds the true median with at least this confidence. Of values so few that
 * not even the smallest and the largest do, it is those two, with the confidence that they have.
 */
export function medianBounds(values: readonly number[], atLeast = 0.95): MedianBounds {
  const sorted = ascending(values);
  let rank = 0;
  while (rank + 1 < sorted.length / 2 && confidenceAt(rank + 1, sorted.length) >= atLeast) rank += 1;
  return {
    lower: sorted[rank] ?? Number.NaN,
    upper: sorted[sorted.length - 1 - rank] ?? Number.NaN,
    confidence: confidenceAt(rank, sorted.length),
  };
}

/** The slope of the straight line that fits the points best, by least squares. */
export function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const meanX = mean(points.map(([x]) => x));
  const meanY = mean(points.map(([, y]) => y));
  const covariance = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const variance = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return covariance / variance;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** That the median is outside takes as many values on one side of it as a fair coin rarely throws. */
function confidenceAt(rank: number, count: number): number {
  let below = 0;
  let ways = 1;
  for (let heads = 0; heads <= rank; heads += 1) {
    below += ways / 2 ** count;
    ways = (ways * (count - heads)) / (heads + 1);
  }
  return 1 - 2 * below;
}

function ascending(values: readonly number[]): number[] {
  return [...values].sort((one, other) => one - other);
}
