import { momentOf, providerTimeMs } from '../../src/coinut/zoned-time';

const tenOClock = Date.parse('2026-07-01T10:00:00Z');

describe('momentOf', () => {
  it.each([
    ['UTC', '2026-07-01T10:00:00Z'],
    ['UTC with milliseconds', '2026-07-01T10:00:00.000Z'],
    ['UTC without seconds', '2026-07-01T10:00Z'],
    ['an offset', '2026-07-01T12:00:00+02:00'],
    ['an offset without its colon', '2026-07-01T12:00:00+0200'],
    ['an offset to the west', '2026-07-01T06:00:00-04:00'],
  ])('reads a time in %s', (_why, text) => {
    expect(momentOf(text)).toBe(tenOClock);
  });

  it.each([
    ["the provider's form of payments, which has no zone", '2026-07-01 10:00:00'],
    ['a time without a zone', '2026-07-01T10:00:00'],
    ['a date', '2026-07-01'],
    ['a number', '1782900000'],
    ['a zone by name', '2026-07-01T10:00:00 CEST'],
    ['a month that is none', '2026-13-01T10:00:00Z'],
    ['words', 'yesterday'],
    ['nothing', ''],
    ['no text at all', undefined],
  ])('does not guess at %s', (_why, text) => {
    expect(momentOf(text)).toBeUndefined();
  });
});

describe('providerTimeMs', () => {
  it.each([
    '2026-07-01T10:00:00Z',
    '2026-07-01 10:00:00',
    '2026-07-01T10:00',
    '2026-07-01T12:00:00+02:00',
    '1782900000000',
  ])('tells when something was made, whether or not a zone is told: %s', (text) => {
    expect(providerTimeMs(text)).toBe(tenOClock);
  });

  it.each(['yesterday', '', undefined])('does not guess at %p', (text) => {
    expect(providerTimeMs(text)).toBeUndefined();
  });
});
