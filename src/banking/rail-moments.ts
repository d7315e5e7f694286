import { placeOf, weekdayAndDay } from './date-words';
import { rails, type RailId } from './rails';

// By `Intl` and not by Temporal, whose polyfill would be much to bundle. To make one takes long.
const digits = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
const clocks = Object.fromEntries(
  Object.values(rails).map(({ zone: timeZone }) => [
    timeZone,
    new Intl.DateTimeFormat('en-GB', { timeZone, ...digits, hourCycle: 'h23', calendar: 'gregory' }),
  ]),
);

/** A moment (milliseconds) in UTC and as a rail's clocks show it: "2026-11-30 14:00 UTC (Mon 30 Nov, 15:00 Berlin)". */
export function railMoment(at: number, rail: RailId): string {
  const { zone } = rails[rail];
  const parts = clocks[zone]?.formatToParts(at) ?? [];
  const { year, month, day, hour, minute } = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  const utc = new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  return `${utc} UTC (${weekdayAndDay(`${year}-${month}-${day}`)}, ${hour}:${minute} ${placeOf(zone)})`;
}
