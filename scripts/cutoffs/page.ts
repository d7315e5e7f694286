import { calendarIds } from '../../src/banking/country-calendars';
import type { CalendarId } from '../../src/banking/calendars';
import bankHolidays from '../../src/banking/data/bank-holidays.json';
import { isWeekend, epochDayOf } from '../../src/banking/dates';
import { railNames } from '../../src/banking/plan-words';
import { railSources } from '../../src/banking/rail-sources';
import { railIds, rails, type RailId } from '../../src/banking/rails';
import { list, table, wrapped } from './markdown';
import { overlaySection } from './overlay-section';

const currencies: Readonly<Record<RailId, string>> = {
  ach: 'USD',
  sepa: 'EUR',
  fps: 'GBP',
  eft: 'CAD',
  becs: 'AUD',
  fast: 'SGD',
  wire: 'USD, to a BIC alone',
};

/** `docs/cutoffs.md`: every rail and calendar as the code has it, and how an operator corrects them. */
export function cutoffsPage(): string {
  return `${[
    '# Cutoffs and bank calendars',
    '<!-- Written by `npm run docs:cutoffs` from src/banking. Change the data there, then run it again. -->',
    introduction,
    '## Rails',
    railTable(),
    confidences,
    list(railIds.map(groundsOf)),
    '## Calendars',
    calendarTable(),
    bases,
    ...calendarIds.flatMap(calendarSection),
    ...overlaySection(),
    '## When a table runs out',
    ageing,
  ].join('\n\n')}\n`;
}

const introduction = [
  wrapped(
    'A bank transfer goes out on a business day of its rail, before the cutoff, and arrives some business days later. Both ' +
      'follow from the tables below, which `npm run -s offramp -- cutoff --currency EUR` reads for you:',
  ),
  list([
    'A rail takes transfers from 00:00 local time up to its cutoff. At the cutoff is late: the transfer goes out on the next business day.',
    'Cutoffs are local times in a zone, so in UTC they move with summer time.',
    'The day it goes out is found first, then the days to arrive are added. An account abroad gets its money on a day that is open in both places.',
    'Transfers that the worker sends itself go out until 15 minutes before the cutoff, spread over the first half hour of a window that they have waited for.',
    'Outside the years a calendar covers nothing is guessed: the order needs attention, and the command says so.',
  ]),
].join('\n\n');

function railTable(): string {
  const head = ['rail', 'pays out', 'cutoff', 'zone', 'calendar', 'arrives after', 'return watch', 'confidence'];
  return table(
    head,
    railIds.map((id) => {
      const { cutoff, zone, calendar, settlement, returnWatchDays } = rails[id];
      return [
        `\`${id}\``,
        currencies[id],
        cutoff,
        zone,
        calendar,
        daysText(settlement),
        `${returnWatchDays} days`,
        railSources[id].confidence,
      ];
    }),
  );
}

function daysText({ min, max }: { min: number; max: number }): string {
  if (min !== max) return `${min} to ${max} days`;
  return `${min} ${min === 1 ? 'day' : 'days'}`;
}

const confidences = wrapped(
  'Days are business days. Confidence: the hour is the _guide_’s; a provider in production has _published_ it; or the ' +
    'grounds are _weak_, and yours may differ. What each rests on, as read in November 2026:',
);

function groundsOf(id: RailId): string {
  const { grounds, sources } = railSources[id];
  return `**${railNames[id]}**: ${grounds} ${sources.map((source) => `<${source}>`).join(' ')}`;
}

function calendarTable(): string {
  return table(
    ['calendar', 'of', 'covers', 'compared'],
    calendarIds.map((id) => {
      const { name, coverage, version } = bankHolidays[id];
      return [`\`${id}\``, name, `${coverage.from} to ${coverage.to}`, version];
    }),
  );
}

const bases = wrapped(
  'All are closed on Saturdays and Sundays besides the days below; none has half-days. A year is _official_ when its ' +
    'dates were read from the authority, _published_ from a provider, _computed_ from the authority’s rule, and ' +
    '_estimated_ where dates are still to be proclaimed.',
);

function calendarSection(id: CalendarId): string[] {
  const { source, notes, closed, basis } = bankHolidays[id];
  const days = (year: string) =>
    closed
      .filter(({ date }) => date.startsWith(year) && !isWeekend(epochDayOf(date)))
      .map(({ date }) => date.slice(5))
      .join(' ');
  return [
    `### ${id}`,
    wrapped(`Source: ${source.replaceAll(/https:\/\/\S+/g, (url) => `<${url}>`)}`),
    list(notes.map((note) => note.replaceAll(/https:\/\/\S+/g, (url) => `<${url}>`))),
    table(
      ['year', 'basis', 'closed weekdays (month-day)'],
      Object.entries(basis).map(([year, ground]) => [year, ground, days(year)]),
    ),
  ];
}

const ageing = [
  wrapped(
    'From twelve months before a calendar ends, the worker warns in its log, at start and daily, and the tests fail. ' +
      'With `METRICS_PORT` set, `offramp_calendar_coverage_days{calendar="SG"}` is the number of days left, at any time.',
  ),
  list([
    'Add the days of another year to `src/banking/data/bank-holidays.json`, with the source and the basis, and move `coverage.to` and `version`. The rules in `test/banking/holiday-rules.ts` check all calendars but Singapore’s, whose days are proclaimed.',
    'Run `npm run docs:cutoffs` and `npx jest test/banking test/docs`.',
    'Orders that run already take the new tables at their next plan; what was planned before stands in their histories.',
  ]),
].join('\n\n');
