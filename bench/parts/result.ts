import type { Chart } from '../charts/chart';

/** One number that a bench has found. */
export interface Figure {
  /** Unique in its result; the same name in the next run is the same figure. */
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Absent: neither more nor less is better. */
  readonly better?: 'more' | 'less';
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** What a bench ran on. Neither the host's name nor any path is told. */
export interface Machine {
  readonly cores: number;
  readonly node: string;
}

/** What a bench has found, as it is kept in `bench/results/<name>.json`. */
export interface BenchResult {
  readonly name: string;
  /** YYYY-MM-DD */
  readonly measuredOn: string;
  readonly machine: Machine;
  /** What was done, in a sentence or two. */
  readonly setting: string;
  readonly figures: readonly Figure[];
  readonly charts: readonly Chart[];
}

/** Where figures fall short of what is promised, one sentence each. What is not a number holds no promise. */
export function shortcomingsOf({ name, figures }: Pick<BenchResult, 'name' | 'figures'>): string[] {
  return figures.flatMap((figure) => {
    const { value, atLeast = -Infinity, atMost = Infinity } = figure;
    if (value >= atLeast && value <= atMost) return [];
    if (atLeast === -Infinity && atMost === Infinity) return [];
    const limit = value <= atMost || atMost === Infinity ? `at least ${atLeast}` : `at most ${atMost}`;
    return [`${name}: ${figure.name} is ${written(figure)}; it must be ${limit}.`];
  });
}

/** A figure with three digits that count, and its unit. */
export function written({ value, unit }: Pick<Figure, 'value' | 'unit'>): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const rounded = Number.isInteger(value) ? String(value) : value.toFixed(digits);
  return unit === '' ? rounded : `${rounded} ${unit}`;
}
