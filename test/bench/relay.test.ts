import { fewestForP99, percentile, shortcomingsOf, type Phase } from '../../bench/relay/latencies';

const many = (ms: number, count = fewestForP99) => Array.from({ length: count }, () => ms);
const phase = (changes: Partial<Phase>): Phase => ({
  ...{ kind: 'known', ratePerSecond: 50, relay: many(5), raw: many(4), cpuMsPerEvent: 1, queries: 0 },
  ...changes,
});

describe('the relay bench', () => {
  it('takes the nearest rank for a percentile', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([percentile(values, 50), percentile(values, 99), percentile(values, 100)]).toEqual([50, 99, 100]);
    expect(percentile([7], 99)).toBe(7);
  });

  it('is content with events that take little longer than raw signals', () => {
    expect(shortcomingsOf(phase({}))).toEqual([]);
    expect(shortcomingsOf(phase({ kind: 'searched', relay: many(60) }))).toEqual([]);
    expect(shortcomingsOf(phase({ kind: 'searched-slowly', relay: many(150) }))).toEqual([]);
  });

  it.each<[string, Partial<Phase>, string]>([
    ['known ones in the middle', { relay: many(8) }, 'known at 50/s: p50 is 4.0 ms above raw signals; it may be 3.'],
    [
      'known ones at the end',
      { relay: [...many(5), ...many(30, 5)] },
      'p99 is 26.0 ms above raw signals; it may be 15.',
    ],
    ['searched ones', { kind: 'searched', relay: many(70) }, 'p99 is 66.0 ms above raw signals; it may be 60.'],
    [
      'searched ones',
      { kind: 'searched-slowly', relay: many(160) },
      'p99 is 156.0 ms above raw signals; it may be 150.',
    ],
  ])('says so where %s take longer', (_which, changes, expected) => {
    expect(shortcomingsOf(phase(changes))).toEqual([expect.stringContaining(expected)]);
  });

  it('judges the 99th percentile of many events only', () => {
    const few = { relay: [...many(5, 99), 500], raw: many(4, 100) };
    expect(shortcomingsOf(phase(few))).toEqual([]);
  });
});
