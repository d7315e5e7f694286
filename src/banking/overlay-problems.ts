import { calendarOf, type BankingTables } from './banking-tables';
import { isBusinessDay, type BusinessCalendar } from './calendars';
import { applyOverlay, type BankingOverlay } from './overlay';
import { termsOn } from './rails';

/** Why an entry of an overlay cannot be applied. */
export interface OverlayProblem {
  /** Where it stands, such as `['calendars', 0, 'closed', 1]`. */
  readonly path: readonly [list: keyof BankingOverlay, index: number, ...(string | number)[]];
  /** What is wrong with it, to be read after the place. */
  readonly message: string;
}
type Path = OverlayProblem['path'];

/** Everything about an overlay, well formed as it is, that makes no sense for these tables. */
export function overlayProblems(tables: BankingTables, overlay: BankingOverlay): OverlayProblem[] {
  const changed = applyOverlay(tables, overlay);
  return [
    ...daysOf(overlay).flatMap(({ path, calendar, date }) => outsideCoverage(tables.calendars[calendar], date, path)),
    ...overlay.cutoffs.flatMap(({ rail, date }, index) => cutoffProblems(changed, rail, date, index)),
    ...overlay.rails.flatMap((change, index) => railProblems(tables, changed, change, index)),
    ...repeated(overlay),
  ];
}

function daysOf({ calendars }: BankingOverlay) {
  return calendars.flatMap(({ calendar, closed, open }, index) => {
    const day = (kind: string) => (date: string, position: number) => ({
      path: ['calendars', index, kind, position] satisfies Path,
      calendar,
      date,
    });
    return [...closed.map(day('closed')), ...open.map(day('open'))];
  });
}

function outsideCoverage({ coverage: { from, to } }: BusinessCalendar, date: string, path: Path): OverlayProblem[] {
  if (date >= from && date <= to) return [];
  return [{ path, message: `lies outside what the calendar covers, ${from} to ${to}, which no overlay can extend` }];
}

function cutoffProblems(
  changed: BankingTables,
  rail: BankingOverlay['cutoffs'][number]['rail'],
  date: string,
  index: number,
): OverlayProblem[] {
  const path: Path = ['cutoffs', index, 'date'];
  const calendar = calendarOf(changed, termsOn(changed.rails[rail], date).calendar);
  if (calendar.id === '24x7') return [{ path, message: 'is a day on which the rail runs 24x7, without a cutoff' }];
  const outside = outsideCoverage(calendar, date, path);
  if (outside.length > 0 || isBusinessDay(calendar, date)) return outside;
  return [{ path, message: 'is no business day of the rail' }];
}

function railProblems(
  tables: BankingTables,
  changed: BankingTables,
  { rail, from, zone, cutoff, calendar }: BankingOverlay['rails'][number],
  index: number,
): OverlayProblem[] {
  const follows =
    from === undefined ? (calendar ?? tables.rails[rail].calendar) : termsOn(changed.rails[rail], from).calendar;
  const dated = 'cannot change from a date on, since the zone decides when that date begins';
  const unused = 'has no effect on a rail that runs 24x7';
  return [
    ...(zone !== undefined && from !== undefined
      ? [{ path: ['rails', index, 'zone'] satisfies Path, message: dated }]
      : []),
    ...(cutoff !== undefined && follows === '24x7'
      ? [{ path: ['rails', index, 'cutoff'] satisfies Path, message: unused }]
      : []),
  ];
}

/** Of two entries about the same thing it would be a guess which one is meant. */
function repeated(overlay: BankingOverlay): OverlayProblem[] {
  const entries: { readonly path: Path; readonly subject: string }[] = [
    ...daysOf(overlay).map(({ path, calendar, date }) => ({ path, subject: `the day ${date} of ${calendar}` })),
    ...overlay.cutoffs.map(({ rail, date }, index) => ({
      path: ['cutoffs', index] satisfies Path,
      subject: `the cutoff of ${rail} on ${date}`,
    })),
    ...overlay.rails.map(({ rail, from }, index) => ({
      path: ['rails', index] satisfies Path,
      subject: `the terms of ${rail}${from === undefined ? '' : ` from ${from}`}`,
    })),
  ];
  const earlier = new Set<string>();
  return entries.flatMap(({ path, subject }) => {
    if (!earlier.has(subject)) {
      earlier.add(subject);
      return [];
    }
    return [{ path, message: `is about ${subject}, as an entry before it is` }];
  });
}
