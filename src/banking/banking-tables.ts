import { calendars, everyDay, type BusinessCalendar, type CalendarId, type RailCalendarId } from './calendars';
import { rails, type Rail, type RailId } from './rails';

/** The tables a plan is made from: those shipped, or those with an operator's overlay applied. */
export interface BankingTables {
  readonly rails: Readonly<Record<RailId, Rail>>;
  readonly calendars: Readonly<Record<CalendarId, BusinessCalendar>>;
}

/** The rails and calendars as shipped. */
export const shippedTables: BankingTables = { rails, calendars };

/** A calendar by its id. */
export function calendarOf(tables: BankingTables, id: RailCalendarId): BusinessCalendar {
  return id === '24x7' ? everyDay : tables.calendars[id];
}
