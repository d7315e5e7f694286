import { comparisonLines } from '../../bench/parts/compare-results';
import { shortcomingsOf, written, type BenchResult, type Figure } from '../../bench/parts/result';

const result = (figures: readonly Figure[], changes: Partial<BenchResult> = {}): BenchResult => ({
  ...{ name: 'herd', measuredOn: '2026-11-28', machine: { cores: 2, node: '20.20.2' }, setting: '9 orders.' },
  ...{ figures, charts: [] },
  ...changes,
});
const figure = (changes: Partial<Figure> = {}): Figure => ({ name: 'ratio', value: 0.95, unit: '', ...changes });

describe('the results of benches', () => {
  it.each<[why: string, changes: Partial<Figure>, expected: string[]]>([
    ['within its limit', { atLeast: 0.9 }, []],
    ['at its limit', { atMost: 0.95 }, []],
    ['without a limit', { value: Number.NaN }, []],
    ['below the least', { value: 0.8, atLeast: 0.9 }, ['herd: ratio is 0.80; it must be at least 0.9.']],
    ['above the most', { value: 1_400, unit: 'ms', atMost: 2 }, ['herd: ratio is 1400 ms; it must be at most 2.']],
    ['above one of two', { value: 2, atLeast: 1, atMost: 1 }, ['herd: ratio is 2; it must be at most 1.']],
    ['no number at all', { value: Number.NaN, atLeast: 0.9 }, ['herd: ratio is NaN; it must be at least 0.9.']],
  ])('are judged by their limits: one %s', (_why, changes, expected) => {
    expect(shortcomingsOf(result([figure(changes)]))).toEqual(expected);
  });

  it('are written with the digits that count', () => {
    expect([0.9512, 12.345, 1_234.5, 5].map((value) => written({ value, unit: 'ms' }))).toEqual([
      ...['0.95 ms', '12.3 ms', '1235 ms', '5 ms'],
    ]);
  });

  it('say what has become better or worse since the last ones', () => {
    const now = result([figure({ better: 'more' }), figure({ name: 'cpu', value: 10, unit: 'ms', better: 'less' })]);
    const before = result([figure({ value: 0.5 }), figure({ name: 'cpu', value: 8, unit: 'ms' })]);
    const [ratio, cpu, since] = comparisonLines(now, before);
    expect(ratio).toContain('0.95   was 0.50 (+90 %, better)');
    expect(cpu).toContain('10 ms   was 8 ms (+25 %, worse)');
    expect(since).toBe('  Compared with 2026-11-28.');
  });

  it('call nothing better or worse that differs by a few per cent', () => {
    const lines = comparisonLines(result([figure({ better: 'more' })]), result([figure({ value: 0.93 })]));
    expect(lines[0]).toContain('was 0.93 (+2 %)');
  });

  it('say where the last ones are of another machine or setting', () => {
    const before = result([], { machine: { cores: 8, node: '24.1.0' }, setting: '5 orders.' });
    const lines = comparisonLines(result([figure()]), before);
    expect(lines.at(-1)).toBe('  Compared with 2026-11-28, which ran with 8 cores, Node 24.1.0, another setting.');
  });

  it('say so where there is nothing to compare them with', () => {
    expect(comparisonLines(result([figure({ atLeast: 0.9 })]), undefined)).toEqual([
      '  ratio  0.95 (at least 0.9)',
      '  No results are committed to compare these with.',
    ]);
  });
});
