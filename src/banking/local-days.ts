import { Temporal } from 'temporal-polyfill';

/** The date (`YYYY-MM-DD`) that a calendar on the wall in the zone shows at an instant (milliseconds since 1970). */
export function localDateAt(atMs: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** The first moment of a local date, in milliseconds since 1970, even in a zone whose clocks skip midnight that day. */
export function startOfDay(date: string, zone: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
}

/** The moment at which a local date is over, in milliseconds since 1970. */
export function endOfDay(date: string, zone: string): number {
  return startOfDay(Temporal.PlainDate.from(date).add({ days: 1 }).toString(), zone);
}

/** The instant at which clocks in the zone show `time` (`HH:MM`) on the date, in milliseconds since 1970. */
export function timeOnDay(date: string, time: string, zone: string): number {
  // Clocks change on Sunday nights in these zones, so nothing here is skipped or repeated today. Should that change, the
  // earlier of two cutoffs is the safe one.
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
  const instant = Temporal.Instant.from(text);
  return instant.round({ smallestUnit: 'millisecond', roundingMode: 'ceil' }).epochMilliseconds;
}
