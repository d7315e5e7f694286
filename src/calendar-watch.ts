import type { Logger } from 'pino';
import type { BankingTables } from './banking/banking-tables';
import { daysCovered, endsWithinAYear } from './banking/calendar-coverage';
import type { CalendarId } from './banking/calendars';
import { calendarIds } from './banking/country-calendars';

/** What the watch works with; tests give their own. */
export interface CalendarWatchParts {
  readonly tables: BankingTables;
  readonly now: () => Date;
  readonly logger: Pick<Logger, 'warn'>;
  /** Takes the number of days that a calendar still covers. */
  readonly record: (calendar: CalendarId, days: number) => void;
}

const dailyMs = 24 * 60 * 60_000;

/**
 * Says at once and then daily how long the bank calendars still last, and warns of those that end within twelve months:
 * once a table has run out, every transfer of its currency needs attention. Answers with what ends the watch.
 */
export function watchCalendars({ tables, now, logger, record }: CalendarWatchParts): () => void {
  const look = (): void => {
    const today = now().toISOString().slice(0, 10);
    for (const id of calendarIds) {
      const calendar = tables.calendars[id];
      const days = daysCovered(calendar, today);
      record(id, days);
      if (!endsWithinAYear(calendar, today)) continue;
      const facts = { calendar: id, coversUntil: calendar.coverage.to, days };
      logger.warn(facts, 'a bank calendar ends within twelve months: update, or add a year (docs/cutoffs.md)');
    }
  };
  look();
  const timer = setInterval(look, dailyMs);
  timer.unref();
  return () => clearInterval(timer);
}
