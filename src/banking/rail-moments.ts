import { Temporal } from 'temporal-polyfill';
import { placeOf, weekdayAndDay } from './plan-words';

/** A moment (milliseconds) in UTC and as a rail's clocks show it: "2026-11-30 14:00 UTC (Mon 30 Nov, 15:00 Berlin)". */
export function railMoment(at: number, zone: string): string {
  const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const time = there.toPlainTime().toString({ smallestUnit: 'minute' });
  const utc = new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  return `${utc} UTC (${weekdayAndDay(there.toPlainDate().toString())}, ${time} ${placeOf(zone)})`;
}
