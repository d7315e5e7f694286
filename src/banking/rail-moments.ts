import { placeOf, weekdayAndDay } from './date-words';

/** The same few moments are written again and again, each time that an order waits. */
const remembered = 20;
const newest = new Map<string, string>();

const clocks = new Map<string, Intl.DateTimeFormat>();

/**
 * A moment (milliseconds) in UTC and as a rail's clocks show it: "2026-11-30 14:00 UTC (Mon 30 Nov, 15:00 Berlin)". Written
 * for people; by `Intl` and not by Temporal, which every single workflow would have to load anew.
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
