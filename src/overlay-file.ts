import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { shippedTables } from './banking/banking-tables';
import { calendarIds } from './banking/country-calendars';
import type { BankingOverlay } from './banking/overlay';
import { overlayProblems } from './banking/overlay-problems';
import { railIds } from './banking/rails';

/** Thrown when an overlay cannot be used; names every entry that is wrong. */
export class InvalidOverlay extends Error {
  override readonly name = 'InvalidOverlay';
  constructor(readonly problems: readonly string[]) {
    super(`The overlay cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

const reason = z.string().trim().min(1, 'must say why, for those who read it later');
const date = z.iso.date('must be a date such as 2026-12-24');
const rail = z.enum(railIds);
/** Transfers leave 15 minutes before a cutoff, and spread over the half hour before that. */
const cutoff = z
  .string()
  .regex(/^(?:0[1-9]|1\d|2[0-3]):[0-5]\d$/, 'must be a local time from 01:00 to 23:59, such as 15:30');
const days = z.int().min(0).max(10);

const dayChange = z
  .strictObject({
    calendar: z.enum(calendarIds),
    closed: z.array(date).default([]),
    open: z.array(date).default([]),
    reason,
  })
  .refine(({ closed, open }) => closed.length + open.length > 0, 'must close or open a day');

const railChange = z
  .strictObject({
    rail,
    from: date.exactOptional(),
    cutoff: cutoff.exactOptional(),
    zone: z.string().refine(isZone, 'must be an IANA time zone such as Europe/Berlin').exactOptional(),
    calendar: z.enum([...calendarIds, '24x7']).exactOptional(),
    settlement: z
      .strictObject({ min: days, max: days })
      .refine(({ min, max }) => min <= max, 'must not have a min above its max')
      .exactOptional(),
    reason,
  })
  .refine(
    ({ cutoff, zone, calendar, settlement }) => [cutoff, zone, calendar, settlement].some((term) => term !== undefined),
    'must change the cutoff, zone, calendar or settlement',
  );

const cutoffChange = z.strictObject({ rail, date, cutoff, reason });

const overlaySchema = z.strictObject({
  calendars: z.array(z.unknown()).default([]),
  cutoffs: z.array(z.unknown()).default([]),
  rails: z.array(z.unknown()).default([]),
});

/** Reads the overlay file of `BANKING_OVERLAY`. Throws {@link InvalidOverlay} with everything that is wrong with it. */
export function readOverlayFile(path: string): BankingOverlay {
  return parseOverlay(readText(path));
}

/** Reads an overlay as it is written in its file. Throws {@link InvalidOverlay} with everything that is wrong with it. */
export function parseOverlay(text: string): BankingOverlay {
  const lists = overlaySchema.safeParse(parseJson(text));
  if (!lists.success)
    throw new InvalidOverlay(lists.error.issues.map(({ path, message }) => problemText(path, message)));
  const calendars = wellFormed('calendars', dayChange, lists.data.calendars);
  const cutoffs = wellFormed('cutoffs', cutoffChange, lists.data.cutoffs);
  const rails = wellFormed('rails', railChange, lists.data.rails);
  const overlay = { calendars: calendars.entries, cutoffs: cutoffs.entries, rails: rails.entries };
  const places = { calendars: calendars.places, cutoffs: cutoffs.places, rails: rails.places };
  const problems = [
    ...[...calendars.problems, ...cutoffs.problems, ...rails.problems],
    ...overlayProblems(shippedTables, overlay).map(({ path: [list, index, ...rest], message }) =>
      problemText([list, places[list][index] ?? index, ...rest], message),
    ),
  ];
  if (problems.length > 0) throw new InvalidOverlay(problems);
  return overlay;
}

/** The entries that can be read, where they stand in the file, and what is wrong with the others. */
function wellFormed<T>(list: string, schema: z.ZodType<T>, given: readonly unknown[]) {
  const entries: T[] = [];
  const places: number[] = [];
  const problems: string[] = [];
  for (const [index, entry] of given.entries()) {
    const parsed = schema.safeParse(entry);
    if (parsed.success) {
      entries.push(parsed.data);
      places.push(index);
    } else {
      problems.push(...parsed.error.issues.map(({ path, message }) => problemText([list, index, ...path], message)));
    }
  }
  return { entries, places, problems };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new InvalidOverlay(['names a file that cannot be read']);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new InvalidOverlay(['names a file that is not JSON']);
  }
}

/** What is wrong, after the place as a program would write it: `rails[0].cutoff: must be …`. */
function problemText(path: readonly PropertyKey[], message: string): string {
  const place = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return place === '' ? message : `${place.slice(1)}: ${message}`;
}

/** Region and city: names such as CET mean different things to different readers. */
function isZone(name: string): boolean {
  if (!/^[A-Z][A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)+$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
