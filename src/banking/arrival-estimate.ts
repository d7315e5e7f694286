import { OutsideCalendarCoverage, type BusinessCalendar } from './calendars';
import { shippedTables, type BankingTables } from './banking-tables';
import { planTransfer, type TransferPlan } from './transfer-plan';

/** A plan that may rest on weekends alone: good enough to be shown to a customer, not to decide anything by. */
export type EstimatedPlan = TransferPlan & { readonly estimated?: true };

/**
 * Plans a transfer for the eyes of a customer. Where no calendar covers its dates, only weekends are left out, and the
 * plan is marked as an estimate (DESIGN section 3, rule 8).
 */
export function estimateArrival(
  request: Parameters<typeof planTransfer>[0],
  tables: BankingTables = shippedTables,
): EstimatedPlan {
  try {
    return planTransfer(request, tables);
  } catch (error) {
    if (!(error instanceof OutsideCalendarCoverage)) throw error;
    return { ...planTransfer(request, { ...tables, calendars: weekendsOnly(tables.calendars) }), estimated: true };
  }
}

function weekendsOnly(calendars: BankingTables['calendars']): BankingTables['calendars'] {
  const open = ([id, calendar]: [string, BusinessCalendar]) => {
    const coverage = { from: '0001-01-01', to: '9999-12-31' };
    return [id, { ...calendar, coverage, closed: new Set<string>(), version: 'weekends-only' }];
  };
  // The same ids as before, each with another calendar.
  return Object.fromEntries(Object.entries(calendars).map(open)) as BankingTables['calendars'];
}
