/** What a clock on the wall shows in the zone, found by Intl rather than by the code under test. */
export function wallClock(instant: string, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(
    new Date(instant),
  );
}
