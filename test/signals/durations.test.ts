import fc from 'fast-check';
import { durationMs, parseDuration } from '../../src/signals/durations';

const second = 1_000;
const day = 86_400 * second;

describe('parseDuration', () => {
  it.each([
    ['one of a unit', '1 day', day],
    ['many of a unit', '14 days', 14 * day],
    ['a plural of one', '1 days', day],
    ['no space', '30s', 30 * second],
    ['a fraction', '1.5 hours', 5_400 * second],
    ['space around it, as in a file', ' 5 minutes\n', 300 * second],
    ['the shortest', '1 ms', 1],
    ['milliseconds in full', '250 milliseconds', 250],
    ['short units', '2h', 7_200 * second],
    ['weeks', '2 weeks', 14 * day],
    ['the longest', '366 days', 366 * day],
    ['leading zeros', '007 days', 7 * day],
  ])('reads %s', (_why, text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });

  it.each<[string, unknown]>([
    ['zero, which would be no wait', '0 days'],
    ['so little that it is rounded to zero', '0.4 ms'],
    ['a negative one', '-5 minutes'],
    ['more than a year', '367 days'],
    ['a typing error of many digits', '90000 days'],
    ['a number too long to be meant', '1234567890123 ms'],
    ['no unit', '5'],
    ['no number', 'days'],
    ['an unknown unit', '5 fortnights'],
    ['a unit that every object has', '5 constructor'],
    ['months, which differ in length', '1 month'],
    ['capitals', '5 Minutes'],
    ['two of them', '1 day 2 hours'],
    ['two spaces', '1  day'],
    ['an exponent', '1e3 s'],
    ['a comma', '1,5 hours'],
    ['ISO 8601', 'PT5M'],
    ['nothing', ''],
    ['a number', 5_000],
    ['undefined', undefined],
    ['null', null],
    ['a list', ['1 day']],
  ])('refuses %s', (_why, text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it('gives a whole number of milliseconds within a year, or nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{1,12}(\.\d{1,3})? ?[a-z]{1,12}$/)), (text) => {
        const parsed = parseDuration(text);
        if (parsed === undefined) return;
        expect(Number.isInteger(parsed)).toBe(true);
        expect(parsed).toBeGreaterThan(0);
        expect(parsed).toBeLessThanOrEqual(366 * day);
      }),
    );
  });
});

describe('durationMs', () => {
  it('reads what this code base has written', () => {
    expect(durationMs('1 day')).toBe(day);
  });

  it('throws on what nobody should have written', () => {
    expect(() => durationMs('soon')).toThrow('"soon" is no duration; write it like "5 minutes".');
  });
});
