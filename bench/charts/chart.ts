/** What is drawn: one or more series over the same two axes. */
export interface Chart {
  /** Of its file, without an extension. */
  readonly name: string;
  readonly title: string;
  /** `line` joins the points of a series; `points` leaves them apart. */
  readonly kind: 'line' | 'points';
  /** Each with its unit. */
  readonly xLabel: string;
  readonly yLabel: string;
  readonly series: readonly ChartSeries[];
  /** A level that must not be crossed. */
  readonly limit?: { readonly label: string; readonly at: number };
}

export interface ChartSeries {
  readonly label: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** Steps of 1, 2 or 5 times a power of ten, from zero to at least `largest`: about five of them. */
export function ticksUpTo(largest: number): number[] {
  if (!(largest > 0)) return [0, 1];
  const rough = largest / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power;
  const count = Math.ceil(largest / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
