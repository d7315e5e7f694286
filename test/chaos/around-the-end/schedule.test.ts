import { Aim } from '../../../chaos/around-the-end/aim';
import { endings, scheduleOf } from '../../../chaos/around-the-end/schedule';

describe('what is told around the ends', () => {
  it.each([1, 50, 1_000])('is %i messages, each with a number of its own', (tries) => {
    const numbers = scheduleOf(7, tries).flatMap((ending) => ending.tries.map(({ number }) => number));
    expect(numbers).toEqual(Array.from({ length: tries }, (_, index) => index + 1));
  });

  it('follows from the seed', () => {
    expect(scheduleOf(7, 100)).toEqual(scheduleOf(7, 100));
    expect(scheduleOf(7, 100)).not.toEqual(scheduleOf(8, 100));
  });

  it('covers every kind of end, also in the short version', () => {
    const drawn = scheduleOf(3, 50).map(({ ending }) => ending);
    expect(endings.filter((ending) => !drawn.includes(ending))).toEqual([]);
  });

  it('comes before the end and after it, mostly close to it', () => {
    const offsets = scheduleOf(7, 1_000).flatMap((ending) => ending.tries.map(({ offsetMs }) => offsetMs));
    const close = offsets.filter((offsetMs) => Math.abs(offsetMs) <= 40);
    expect(close.length / offsets.length).toBeGreaterThan(0.75);
    expect(offsets.filter((offsetMs) => offsetMs < 0).length / offsets.length).toBeCloseTo(0.5, 1);
    expect(Math.max(...offsets)).toBeGreaterThan(100);
  });
});

describe('the aim at an end', () => {
  it('goes later where orders are kept from ending, earlier where they end, and in ever smaller steps', () => {
    const aim = new Aim(100);
    const steps = (['kept from ending', 'kept from ending', 'ended', 'ended'] as const).map((what) => {
      const before = aim.expectedMs;
      aim.learn(what);
      return aim.expectedMs - before;
    });
    expect(steps.map(Math.sign)).toEqual([1, 1, -1, -1]);
    expect(Math.abs(steps[3] ?? 0)).toBeLessThan(steps[0] ?? 0);
  });

  it('never lies before what sets the end going', () => {
    const aim = new Aim(10);
    for (let times = 0; times < 5; times += 1) aim.learn('ended');
    expect(aim.expectedMs).toBe(0);
  });
});
