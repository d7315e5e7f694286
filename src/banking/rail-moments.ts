import { placeOf, weekdayAndDay } from './date-words';

/** The same moments are written again and again, each time that an order waits. */
const remembered = 1_000;
// Both are of use to whichever order comes next, and tell it nothing that it would not find out itself.
// eslint-disable-next-line no-restricted-syntax
const newest = new Map<string, string>();
// eslint-disable-next-line no-restricted-syntax
const clocks = new Map<string, Intl.DateTimeFormat>();

/**
 * A moment (milliseconds) in UTC and as a rail's clocks show it: "2026-11-30 14:00 UTC (Mon 30 Nov, 15:00 Berlin)". Written
 * for people; by `Intl` and not by Temporal, whose polyfill would be much to bundle.
 */
export function railMoment(at: number, zone: string): string {
  const key = `${at} ${zone}`;
  const known = newest.get(key);
  if (known !== undefined) return known;
  const text = written(at, zone);
  if (newest.size >= remembered) newest.clear();
  newest.set(key, text);
  return text;
}

function written(at: number, zone: string): string {
  const utc = new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  const { year, month, day, hour, minute } = localParts(at, zone);
  return `${utc} UTC (${weekdayAndDay(`${year}-${month}-${day}`)}, ${hour}:${minute} ${placeOf(zone)})`;
}

function localParts(at: number, zone: string): Partial<Record<Intl.DateTimeFormatPartTypes, string>> {
  const parts = clockOf(zone).formatToParts(at);
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const digits = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, ...digits, hourCycle: 'h23', calendar: 'gregory' });
  clocks.set(timeZone, clock);
  return clock;
}
