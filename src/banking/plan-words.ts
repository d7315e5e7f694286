import { Temporal } from 'temporal-polyfill';
import type { RailId } from './rails';
import type { TransferPlan } from './transfer-plan';

/** The rails by the names people know them by. */
export const railNames: Readonly<Record<RailId, string>> = {
  ach: 'ACH',
  sepa: 'SEPA',
  fps: 'Faster Payments',
  eft: 'EFT',
  becs: 'BECS',
  fast: 'FAST',
  wire: 'Wire',
};

// Own names, since those of the language data differ between versions of Node, and the words are recorded.
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * A plan's window in a few words: "SEPA opens Mon 30 Nov, 00:00 Berlin", or while it is open "SEPA takes transfers until
 * 15:00 Berlin today". The times are local to the rail.
 */
export function windowInWords(
  { zone, beforeCutoff, submitAt, cutoffAt }: Pick<TransferPlan, 'zone' | 'beforeCutoff' | 'submitAt' | 'cutoffAt'>,
  railName: string,
): string {
  if (beforeCutoff) return `${railName} takes transfers until ${time(local(cutoffAt, zone))} ${city(zone)} today`;
  const opens = local(submitAt, zone);
  return `${railName} opens ${day(opens)}, ${time(opens)} ${city(zone)}`;
}

function local(instant: string, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
}

function day({ dayOfWeek, day, month }: Temporal.ZonedDateTime): string {
  return `${weekdays[dayOfWeek - 1] ?? ''} ${day} ${months[month - 1] ?? ''}`;
}

function time({ hour, minute }: Temporal.ZonedDateTime): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** `Asia/Singapore` as people say it. */
function city(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}
