import { partNames, strikesOf, type PartName } from '../../../chaos/kill/strikes';
import { short, whole } from '../../../chaos/kill/settings';

const seeds = Array.from({ length: 40 }, (_, index) => index + 1);

describe('the schedule of strikes', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(strikesOf({ ...whole, seed: 7 })).toEqual(strikesOf({ ...whole, seed: 7 }));
    expect(strikesOf({ ...whole, seed: 7 })).not.toEqual(strikesOf({ ...whole, seed: 8 }));
  });

  it.each([
    ['short', short],
    ['whole', whole],
  ])('strikes every part in the %s version, and freezes a worker for longer than a heartbeat', (_name, settings) => {
    for (const seed of seeds) {
      const strikes = strikesOf({ ...settings, seed });
      expect(new Set(strikes.map(({ part }) => part))).toEqual(new Set(partNames));
      const long = strikes.filter(({ how, forMs }) => how === 'freeze' && forMs > 10_000);
      expect(long.some(({ part }) => part.startsWith('worker'))).toBe(true);
    }
  });

  it('strikes every few seconds, and not after its time', () => {
    const { lastsMs, pauseMs } = whole;
    for (const seed of seeds) {
      const times = strikesOf({ ...whole, seed }).map(({ atMs }) => atMs);
      expect(times.length).toBeGreaterThan(lastsMs / pauseMs.most / 2);
      expect(Math.max(...times)).toBeLessThan(lastsMs);
      expect(times).toEqual([...times].sort((a, b) => a - b));
    }
  });

  it('leaves a part that was struck the time to come back', () => {
    for (const seed of seeds) {
      const backAt = new Map<PartName, number>();
      for (const { part, atMs, forMs } of strikesOf({ ...whole, seed })) {
        expect(atMs).toBeGreaterThan(backAt.get(part) ?? 0);
        backAt.set(part, atMs + forMs);
      }
    }
  });

  it('kills more often than it freezes, and kills Temporal as well', () => {
    const strikes = seeds.flatMap((seed) => strikesOf({ ...whole, seed }));
    const kills = strikes.filter(({ how }) => how === 'kill');
    expect(kills.length).toBeGreaterThan(strikes.length / 2);
    expect(kills.filter(({ part }) => part === 'temporal').length).toBeGreaterThan(seeds.length);
    expect(strikes.some(({ how, part }) => how === 'freeze' && part === 'temporal')).toBe(true);
  });
});
