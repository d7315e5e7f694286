import { Temporal } from 'temporal-polyfill';
import { dateOf, dayAfter, epochDayOf } from './dates';
import { remembered } from './remembered';

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** The date (`YYYY-MM-DD`) that a calendar on the wall in the zone shows at an instant (milliseconds since 1970). */
export function localDateAt(atMs: number, zone: string): string {
  return dateOf(Math.floor((atMs + offsetAt(atMs, zone)) / dayMs));
}

/** The first moment of a local date, in milliseconds since 1970, even in a zone whose clocks skip midnight that day. */
export function startOfDay(date: string, zone: string): number {
  const day = epochDayOf(date);
  const offset = steadyOffset(day, zone);
  if (offset !== undefined) return day * dayMs - offset;
  return Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
}

/** The moment at which a local date is over, in milliseconds since 1970. */
export function endOfDay(date: string, zone: string): number {
  return startOfDay(dayAfter(date), zone);
}

/** The instant at which clocks in the zone show `time` (`HH:MM`) on the date, in milliseconds since 1970. */
export function timeOnDay(date: string, time: string, zone: string): number {
  const day = epochDayOf(date);
  const offset = steadyOffset(day, zone);
  if (offset !== undefined) return day * dayMs + minutesOf(time) * minuteMs - offset;
  // Clocks change on Sunday nights in the zones of our rails, so no cutoff is skipped or repeated today. Should that
  // change, the earlier of two cutoffs is the safe one.
  const local = Temporal.PlainDateTime.from(`${date}T${time}`);
  return local.toZonedDateTime(zone, { disambiguation: 'earlier' }).epochMilliseconds;
}

/** An instant as `Date.toISOString` writes it. */
export function instantText(atMs: number): string {
  return new Date(atMs).toISOString();
}

/**
 * Reads an ISO instant with its offset, as milliseconds since 1970; a finer one is rounded up, so that nothing planned
 * from it lies before it. Throws a `RangeError` when the text is no instant.
 */
export function instantOf(text: string): number {
  const atMs = Date.parse(text);
  // As this project writes instants itself, which needs no further look.
  if (!Number.isNaN(atMs) && instantText(atMs) === text) return atMs;
  const instant = Temporal.Instant.from(text);
  return instant.round({ smallestUnit: 'millisecond', roundingMode: 'ceil' }).epochMilliseconds;
}

function minutesOf(time: string): number {
  const [hours = Number.NaN, minutes = Number.NaN] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/**
 * The zone's offset from UTC on the local date in milliseconds, if no clock changes anywhere near it. The whole days of
 * UTC around a local date enclose it, whatever the offset.
 */
function steadyOffset(day: number, zone: string): number | undefined {
  const offset = offsetOfUtcDay(day, zone);
  const isSteady = offset === offsetOfUtcDay(day - 1, zone) && offset === offsetOfUtcDay(day + 1, zone);
  return isSteady ? offset : undefined;
}

function offsetAt(atMs: number, zone: string): number {
  return offsetOfUtcDay(Math.floor(atMs / dayMs), zone) ?? measuredOffset(atMs, zone);
}

/** The offset of a zone through a whole day of UTC, or undefined when a clock changes during it. */
function offsetOfUtcDay(day: number, zone: string): number | undefined {
  return offsetsOf(zone)(day);
}

/** Zone data are slow to ask, and do not change while a process runs. */
const offsetsOf = remembered(
  (zone: string) =>
    remembered((day: number): number | undefined => {
      const offset = measuredOffset(day * dayMs, zone);
      return offset === measuredOffset((day + 1) * dayMs - 1, zone) ? offset : undefined;
    }, 4_000),
  100,
);

function measuredOffset(atMs: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;
}
