import { Temporal } from 'temporal-polyfill';
import { placeOf, weekdayAndDay } from './date-words';
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

/** The parts of a plan that say when its window is. */
export type PlannedWindow = Pick<TransferPlan, 'zone' | 'beforeCutoff' | 'submitAt' | 'cutoffAt' | 'submissionDate'>;

/**
 * A plan's window in a few words for operators: "SEPA opens Mon 30 Nov, 00:00 Berlin", or while it is open "SEPA takes
 * transfers until 15:00 Berlin today". The times are local to the rail.
 */
export function windowInWords(plan: PlannedWindow, railName: string): string {
  const { zone, beforeCutoff, submitAt, submissionDate } = plan;
  if (!beforeCutoff) {
    return `${railName} opens ${weekdayAndDay(submissionDate)}, ${timeAt(submitAt, zone)} ${placeOf(zone)}`;
  }
  const cutoff = cutoffInWords(plan);
  return cutoff === undefined
    ? `${railName} takes transfers at any time`
    : `${railName} takes transfers until ${cutoff} ${placeOf(zone)} today`;
}

/** The cutoff of a plan as the rail's clocks show it, such as `15:00`; undefined if the rail has none that day. */
export function cutoffInWords({ zone, cutoffAt, submissionDate }: PlannedWindow): string | undefined {
  const cutoff = Temporal.Instant.from(cutoffAt).toZonedDateTimeISO(zone);
  return cutoff.toPlainDate().toString() === submissionDate ? timeAt(cutoffAt, zone) : undefined;
}

function timeAt(instant: string, zone: string): string {
  const { hour, minute } = Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
