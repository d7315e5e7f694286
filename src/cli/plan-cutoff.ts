import { Temporal } from 'temporal-polyfill';
import type { FiatCurrency } from '../banking/currencies';
import { railFor, rails } from '../banking/rails';
import { planTransfer, type TransferPlan } from '../banking/transfer-plan';
import { WrongUsage, type Answer } from './answer';
import type { Terminal } from './terminal';

/** When a bank transfer would go out and arrive, by the shipped calendars alone. */
export function planCutoff(
  terminal: Terminal,
  { currency, at }: { readonly currency: FiatCurrency; readonly at?: string },
): Answer {
  const now = at === undefined ? terminal.now().toISOString() : instant(at);
  const { graceEndsAt: _, ...plan } = planTransfer({ rail: railFor(currency), now });
  return { json: { currency, ...plan }, text: cutoffText(plan, now) };
}

type Planned = Omit<TransferPlan, 'graceEndsAt'>;

function instant(text: string): string {
  try {
    return Temporal.Instant.from(text).toString();
  } catch {
    throw new WrongUsage('--at must be an instant with its offset, such as 2026-11-24T13:30:00Z.');
  }
}

function cutoffText({ rail, zone, beforeCutoff, cutoffAt, submissionDate, settlement }: Planned, now: string): string {
  const city = zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(zone).toPlainDate();
  const day = (date: string) => dayInWords(Temporal.PlainDate.from(date), today);
  const when = beforeCutoff ? 'today' : `on ${day(submissionDate)}`;
  const lead = beforeCutoff ? '' : `The bank takes no more ${rail.toUpperCase()} transfers today. `;
  const latest = settlement.latest === settlement.earliest ? '' : ` to ${day(settlement.latest)}`;
  const utc = Temporal.Instant.from(cutoffAt).toString({ smallestUnit: 'minute' }).slice(11, 16);
  return (
    `${lead}Sent before ${rails[rail].cutoff} in ${city} ${when} (${utc} UTC); ` +
    `expected ${day(settlement.earliest)}${latest}.`
  );
}

/** From parts, since the punctuation between them differs between versions of the language data. */
function dayInWords(date: Temporal.PlainDate, today: Temporal.PlainDate): string {
  const weekday = date.toLocaleString('en-GB', { weekday: 'long' });
  const month = date.toLocaleString('en-GB', { month: 'long' });
  return `${weekday} ${date.day} ${month}${date.year === today.year ? '' : ` ${date.year}`}`;
}
