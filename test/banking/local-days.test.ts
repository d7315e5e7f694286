import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { endOfDay, instantOf, instantText, localDateAt, startOfDay, timeOnDay } from '../../src/banking/local-days';
import { rails } from '../../src/banking/rails';

/** Zones of our rails, and such as are strange: changes at midnight, of half an hour, by a whole day, during winter. */
const zones = [
  ...Object.values(rails).map(({ zone }) => zone),
  ...[
    'America/Sao_Paulo',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Africa/Casablanca',
    'Africa/Cairo',
    'Asia/Kathmandu',
  ],
  ...['America/St_Johns', 'Antarctica/Troll', 'Asia/Beirut', 'Pacific/Kiritimati', 'Etc/GMT+12', 'UTC'],
];
const zone = fc.constantFrom(...zones);
const first = Date.UTC(2009, 0, 1);
const instant = fc.integer({ min: first, max: Date.UTC(2030, 0, 1) });
const date = instant.map((atMs) => instantText(atMs).slice(0, 10));
/** Moments within three days of each change of a clock, which random ones would rarely meet. */
const changes = zones.flatMap((name) => {
  const found: { zone: string; atMs: number }[] = [];
  let next = Temporal.Instant.fromEpochMilliseconds(first).toZonedDateTimeISO(name).getTimeZoneTransition('next');
  for (; next !== null && next.year < 2030; next = next.getTimeZoneTransition('next')) {
    found.push({ zone: name, atMs: next.epochMilliseconds });
  }
  return found;
});
const nearChange = fc
  .tuple(fc.constantFrom(...changes), fc.integer({ min: -259_200_000, max: 259_200_000 }))
  .map(([{ zone: name, atMs }, offset]) => [name, atMs + offset] as const);
const moment = fc.oneof(nearChange, fc.tuple(zone, instant));

describe('local days', () => {
  it('are those of the zone data at any instant', () => {
    fc.assert(
      fc.property(moment, ([name, atMs]) => {
        const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(name);
        expect(localDateAt(atMs, name)).toBe(local.toPlainDate().toString());
      }),
      { numRuns: 2_000 },
    );
  });

  it('begin and end, and have their hours, where the zone data say', () => {
    const days = fc.oneof(
      nearChange.map(([name, atMs]) => [name, localDateAt(atMs, name)] as const),
      fc.tuple(zone, date),
    );
    const time = fc
      .tuple(fc.nat({ max: 23 }), fc.nat({ max: 59 }))
      .map(([hour, minute]) => [hour, minute].map((part) => String(part).padStart(2, '0')).join(':'));
    fc.assert(
      fc.property(days, time, ([name, day], at) => {
        const plain = Temporal.PlainDate.from(day);
        expect(startOfDay(day, name)).toBe(plain.toZonedDateTime(name).epochMilliseconds);
        expect(endOfDay(day, name)).toBe(plain.add({ days: 1 }).toZonedDateTime(name).epochMilliseconds);
        const local = Temporal.PlainDateTime.from(`${day}T${at}`);
        expect(timeOnDay(day, at, name)).toBe(
          local.toZonedDateTime(name, { disambiguation: 'earlier' }).epochMilliseconds,
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['clocks that skip midnight', '2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
    ['clocks that went back from midnight', '2018-02-18', 'America/Sao_Paulo', '2018-02-18T03:00:00.000Z'],
    ['a summer day', '2026-07-01', 'Europe/Berlin', '2026-06-30T22:00:00.000Z'],
    ['a zone ahead of all dates of UTC', '2026-07-01', 'Pacific/Kiritimati', '2026-06-30T10:00:00.000Z'],
  ])('begin rightly with %s', (_why, day, name, start) => {
    expect(instantText(startOfDay(day, name))).toBe(start);
  });

  it('know a change that falls on the next day of UTC', () => {
    expect(instantText(timeOnDay('2022-03-26', '23:30', 'America/Godthab'))).toBe('2022-03-27T01:30:00.000Z');
    expect(instantText(timeOnDay('2022-03-25', '23:30', 'America/Godthab'))).toBe('2022-03-26T02:30:00.000Z');
  });

  it('take the earlier of two cutoffs, and one that is skipped by the offset before', () => {
    expect(instantText(timeOnDay('2026-10-25', '02:30', 'Europe/Berlin'))).toBe('2026-10-25T00:30:00.000Z');
    expect(instantText(timeOnDay('2026-03-29', '02:30', 'Europe/Berlin'))).toBe('2026-03-29T00:30:00.000Z');
  });
});

describe('instantOf', () => {
  it.each([
    ['as we write it', '2026-11-25T14:00:00.000Z', '2026-11-25T14:00:00.000Z'],
    ['without milliseconds', '2026-11-25T14:00:00Z', '2026-11-25T14:00:00.000Z'],
    ['with an offset', '2026-11-25T15:00:00+01:00', '2026-11-25T14:00:00.000Z'],
    ['finer than a millisecond, rounded up', '2026-11-25T13:59:59.9990001Z', '2026-11-25T14:00:00.000Z'],
  ])('reads an instant %s', (_how, text, expected) => {
    expect(instantText(instantOf(text))).toBe(expected);
  });

  it.each(['', 'tomorrow', '2026-11-25', '2026-11-25T10:00:00', '25 Nov 2026 10:00 UTC', '2026-02-30T10:00:00Z'])(
    'refuses %j, which leaves something to guess',
    (text) => {
      expect(() => instantOf(text)).toThrow(RangeError);
    },
  );
});
