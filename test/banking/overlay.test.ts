import fc from 'fast-check';
import { shippedTables } from '../../src/banking/banking-tables';
import { OutsideCalendarCoverage, type RailCalendarId } from '../../src/banking/calendars';
import { calendarIds } from '../../src/banking/country-calendars';
import { applyOverlay, tablesWith, type BankingOverlay } from '../../src/banking/overlay';
import { overlayProblems } from '../../src/banking/overlay-problems';
import { windowInWords } from '../../src/banking/plan-words';
import { isRailDay } from '../../src/banking/rail-days';
import { railIds, termsOn, type RailId } from '../../src/banking/rails';
import { planSending } from '../../src/banking/sending-plan';
import { planReturnWatch, planTransfer } from '../../src/banking/transfer-plan';
import { wallClock } from './support/wall-clock';

const reason = 'for the test';
const overlay = (changes: Partial<BankingOverlay>): BankingOverlay => ({
  calendars: [],
  cutoffs: [],
  rails: [],
  ...changes,
});
const plan = (changes: Partial<BankingOverlay>, rail: RailId, now: string, accountCountry?: string) =>
  planTransfer({ rail, now, accountCountry }, applyOverlay(shippedTables, overlay(changes)));

const funeral = { calendar: 'GB-ENG', closed: ['2026-11-27'], open: [], reason } as const;
const instantSepa = { rail: 'sepa', calendar: '24x7', settlement: { min: 0, max: 1 }, reason } as const;

describe('an overlay', () => {
  it('closes a day', () => {
    expect(plan({ calendars: [funeral] }, 'fps', '2026-11-27T10:00:00Z')).toMatchObject({
      beforeCutoff: false,
      submissionDate: '2026-11-30',
    });
  });

  it('closes a day for arrivals abroad too', () => {
    const planned = plan({ calendars: [funeral] }, 'sepa', '2026-11-26T10:00:00Z', 'GB');
    expect(planned.settlement).toEqual({ earliest: '2026-11-30', latest: '2026-11-30' });
  });

  it.each([
    ['a holiday', 'CA-PAY', 'eft', '2026-09-30T14:00:00Z', '2026-09-30'],
    ['a Saturday', 'FED', 'ach', '2026-11-28T15:00:00Z', '2026-11-28'],
  ] as const)('opens %s', (_which, calendar, rail, now, date) => {
    const calendars = [{ calendar, closed: [], open: [date], reason }];
    expect(planTransfer({ rail, now }).beforeCutoff).toBe(false);
    expect(plan({ calendars }, rail, now)).toMatchObject({ beforeCutoff: true, submissionDate: date });
  });

  it('moves the cutoff of a single date', () => {
    const cutoffs = [{ rail: 'fps', date: '2026-12-24', cutoff: '12:30', reason }] as const;
    expect(plan({ cutoffs }, 'fps', '2026-12-24T12:29:59Z')).toMatchObject({
      beforeCutoff: true,
      cutoffAt: '2026-12-24T12:30:00.000Z',
    });
    expect(plan({ cutoffs }, 'fps', '2026-12-24T12:30:00Z').submissionDate).toBe('2026-12-29');
    expect(plan({ cutoffs }, 'fps', '2026-12-23T12:30:00Z').cutoffAt).toBe('2026-12-23T17:00:00.000Z');
  });

  it('changes cutoff, zone and settlement of a rail', () => {
    // Bridge takes SEPA credits until 09:00 in New York.
    const rails = [
      { rail: 'sepa', cutoff: '09:00', zone: 'America/New_York', settlement: { min: 1, max: 2 }, reason },
    ] as const;
    const planned = plan({ rails }, 'sepa', '2026-11-25T13:59:00Z');
    expect(planned).toMatchObject({
      beforeCutoff: true,
      zone: 'America/New_York',
      cutoffAt: '2026-11-25T14:00:00.000Z',
    });
    expect(planned.settlement).toEqual({ earliest: '2026-11-26', latest: '2026-11-27' });
    // The weeks in which only one side has changed its clocks, when 09:00 there is 14:00 in Berlin.
    expect(plan({ rails }, 'sepa', '2026-10-27T12:59:00Z').cutoffAt).toBe('2026-10-27T13:00:00.000Z');
  });

  it('changes a rail from a date on, in whatever order the changes stand', () => {
    const rails = [
      { rail: 'wire', from: '2028-07-01', cutoff: '18:45', reason },
      { rail: 'wire', from: '2028-03-01', cutoff: '18:00', calendar: '24x7', reason },
      { rail: 'wire', cutoff: '16:00', reason },
      { rail: 'wire', from: '2028-05-01', cutoff: '17:30', calendar: 'FED', reason },
    ] as const;
    const cutoffOf = (now: string) => wallClock(plan({ rails }, 'wire', now).cutoffAt, 'America/New_York');
    expect(cutoffOf('2028-02-29T12:00:00Z')).toBe('2028-02-29 16:00:00');
    expect(cutoffOf('2028-03-01T12:00:00Z')).toBe('2028-03-02 00:00:00');
    expect(cutoffOf('2028-05-01T12:00:00Z')).toBe('2028-05-01 17:30:00');
    expect(cutoffOf('2028-07-05T12:00:00Z')).toBe('2028-07-05 18:45:00');
    // From Friday evening the next window is the first day of the new terms, a Saturday.
    const weekend = [{ rail: 'wire', from: '2028-01-15', calendar: '24x7', reason }] as const;
    expect(plan({ rails: weekend }, 'wire', '2028-01-14T23:00:00Z').submissionDate).toBe('2028-01-15');
  });

  it('leaves what it does not speak of as it was', () => {
    const tables = applyOverlay(shippedTables, overlay({ calendars: [funeral], rails: [instantSepa] }));
    expect(tables.calendars.T2).toBe(shippedTables.calendars.T2);
    for (const id of railIds.filter((rail) => rail !== 'sepa')) expect(tables.rails[id]).toBe(shippedTables.rails[id]);
    expect(tablesWith(undefined)).toBe(shippedTables);
  });

  it('shows in the version of every plan that it had a part in, and of no other', () => {
    const changes = { calendars: [funeral], rails: [{ rail: 'eft', cutoff: '14:00', reason }] } as const;
    const version = (rail: RailId, accountCountry?: string) =>
      plan(changes, rail, '2026-11-25T12:00:00Z', accountCountry).calendarVersion;
    const hash = /\+overlay:([0-9a-f]{8})$/.exec(version('fps'))?.[1] ?? '';
    expect(version('fps')).toBe(`GB-ENG@2026-11-22+overlay:${hash}`);
    expect(version('sepa', 'GB')).toBe(`T2@2026-11-22+GB-ENG@2026-11-22+overlay:${hash}`);
    expect(version('eft')).toBe(`CA-PAY@2026-11-22+overlay:${hash}`);
    expect(version('sepa')).toBe('T2@2026-11-22');
    expect(hash).toMatch(/^[0-9a-f]{8}$/);
    const tables = applyOverlay(shippedTables, overlay(changes));
    expect(planReturnWatch({ rail: 'fps', settledAt: '2026-11-25T12:00:00Z' }, tables).calendarVersion).toBe(
      version('fps'),
    );
    const another = plan({ calendars: [{ ...funeral, closed: ['2026-11-26'] }] }, 'fps', '2026-11-25T12:00:00Z');
    expect(another.calendarVersion).not.toBe(version('fps'));
  });

  it('does not make a calendar speak for days beyond its table', () => {
    const calendars = [{ calendar: 'T2', closed: [], open: ['2029-01-02'], reason }] as const;
    expect(() => plan({ calendars }, 'sepa', '2029-01-02T10:00:00Z')).toThrow(OutsideCalendarCoverage);
  });
});

describe('a rail that runs 24x7', () => {
  const tables = applyOverlay(shippedTables, overlay({ rails: [instantSepa] }));
  const planned = (now: string, accountCountry?: string) => planTransfer({ rail: 'sepa', now, accountCountry }, tables);

  it.each([
    ['on a Sunday', '2026-11-29T12:00:00.000Z'],
    ['on a holiday', '2026-12-25T12:00:00.000Z'],
    ['a moment before midnight', '2026-11-25T22:59:59.999Z'],
    ['at midnight', '2026-11-25T23:00:00.000Z'],
    ['in the years beyond every table', '2040-06-03T12:00:00.000Z'],
  ])('takes transfers %s', (_when, now) => {
    const { beforeCutoff, submitAt, cutoffAt, submissionDate, settlement } = planned(now);
    expect({ beforeCutoff, submitAt }).toEqual({ beforeCutoff: true, submitAt: now });
    expect(wallClock(now, 'Europe/Berlin').slice(0, 10)).toBe(submissionDate);
    expect(wallClock(cutoffAt, 'Europe/Berlin').endsWith(' 00:00:00')).toBe(true);
    expect(settlement.earliest).toBe(submissionDate);
    expect(settlement.latest > submissionDate).toBe(true);
  });

  it('is always open to send, for an hour from the plan', () => {
    const now = '2026-11-25T22:59:00.000Z';
    expect(planSending({ rail: 'sepa', now, orderKey: 'offramp-1' }, tables)).toMatchObject({
      sendAt: now,
      sendWithinMs: 3_600_000,
    });
  });

  it('arrives abroad on days that are open there', () => {
    expect(planned('2026-11-28T12:00:00Z', 'GB').settlement).toEqual({ earliest: '2026-11-30', latest: '2026-11-30' });
    expect(planned('2026-11-28T12:00:00Z', 'FR').settlement).toEqual({ earliest: '2026-11-28', latest: '2026-11-29' });
  });

  it('counts every day for grace, return watch and the time to send again', () => {
    const now = '2026-11-28T12:00:00.000Z';
    expect(planned(now).graceEndsAt).toBe('2026-11-30T23:00:00.000Z');
    expect(planReturnWatch({ rail: 'sepa', settledAt: now }, tables).watchUntil).toBe('2026-12-08T23:00:00.000Z');
    const { limitEndsAt } = planSending({ rail: 'sepa', now, knownAt: now, orderKey: 'offramp-1' }, tables);
    expect(limitEndsAt).toBe('2026-12-03T23:00:00.000Z');
  });

  it('says so, in the version and in words', () => {
    const plan = planned('2026-11-28T12:00:00Z');
    expect(plan.calendarVersion).toMatch(/^24x7@1\+overlay:[0-9a-f]{8}$/);
    expect(windowInWords(plan, 'SEPA')).toBe('SEPA takes transfers at any time');
  });
});

describe('any plan made from an overlay', () => {
  const last = Date.UTC(2028, 10, 1);
  const instant = fc.integer({ min: Date.UTC(2025, 0, 2), max: last });
  const date = instant.map((atMs) => new Date(atMs).toISOString().slice(0, 10));
  const cutoff = fc.integer({ min: 1, max: 23 }).map((hour) => `${String(hour).padStart(2, '0')}:30`);
  const rail = fc.constantFrom(...railIds);
  const days = fc.record({
    calendar: fc.constantFrom(...calendarIds),
    closed: fc.array(date, { maxLength: 20 }),
    open: fc.array(date, { maxLength: 20 }),
    reason: fc.constant(reason),
  });
  const terms = fc.record(
    {
      rail,
      from: date,
      cutoff,
      calendar: fc.constantFrom<RailCalendarId>(...calendarIds, '24x7'),
      reason: fc.constant(reason),
    },
    { requiredKeys: ['rail', 'reason'] },
  );
  const tables = fc
    .record({
      calendars: fc.array(days, { maxLength: 4 }),
      cutoffs: fc.array(fc.record({ rail, date, cutoff, reason: fc.constant(reason) }), { maxLength: 20 }),
      rails: fc.array(terms, { maxLength: 6 }),
    })
    .map((each) => applyOverlay(shippedTables, each));

  it('submits now or later on a day of its rail, stays so, and never comes earlier for a later now', () => {
    fc.assert(
      fc.property(tables, rail, instant, fc.nat({ max: 864_000_000 }), (overlaid, id, at, later) => {
        fc.pre(at + later < last);
        const planned = (atMs: number) => planTransfer({ rail: id, now: new Date(atMs).toISOString() }, overlaid);
        const before = planned(at);
        expect(Date.parse(before.submitAt)).toBeGreaterThanOrEqual(at);
        expect(before.submitAt < before.cutoffAt).toBe(true);
        expect(isRailDay(overlaid.rails[id], before.submissionDate, overlaid)).toBe(true);
        expect(planned(Date.parse(before.submitAt))).toEqual({ ...before, beforeCutoff: true });
        const after = planned(at + later);
        expect(before.submitAt <= after.submitAt && before.cutoffAt <= after.cutoffAt).toBe(true);
        expect(before.settlement.latest <= after.settlement.latest).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the lead time, and is the same when planned again at its sendAt', () => {
    fc.assert(
      fc.property(tables, rail, instant, (overlaid, id, at) => {
        const planned = (now: string) => planSending({ rail: id, now, orderKey: 'offramp-1' }, overlaid);
        const { sendAt, sendWithinMs, cutoffAt, submissionDate } = planned(new Date(at).toISOString());
        const runsAlways = termsOn(overlaid.rails[id], submissionDate).calendar === '24x7';
        expect(sendWithinMs).toBeGreaterThan(0);
        expect(runsAlways || Date.parse(sendAt) + sendWithinMs <= Date.parse(cutoffAt) - 900_000).toBe(true);
        expect(planned(sendAt).sendAt).toBe(sendAt);
      }),
      { numRuns: 300 },
    );
  });
});

describe('overlayProblems', () => {
  it.each<[string, Partial<BankingOverlay>, (string | number)[], string]>([
    [
      'a closed day after the table ends',
      { calendars: [funeral, { calendar: 'T2', closed: ['2028-12-27', '2029-01-02'], open: [], reason }] },
      ['calendars', 1, 'closed', 1],
      'lies outside what the calendar covers, 2025-01-01 to 2028-12-31, which no overlay can extend',
    ],
    [
      'an open day before it begins',
      { calendars: [{ calendar: 'SG', closed: [], open: ['2024-12-31'], reason }] },
      ['calendars', 0, 'open', 0],
      'lies outside what the calendar covers',
    ],
    [
      'a day both closed and open',
      { calendars: [{ ...funeral, open: ['2026-11-27'] }] },
      ['calendars', 0, 'open', 0],
      'is about the day 2026-11-27 of GB-ENG, as an entry before it is',
    ],
    [
      'a day closed twice',
      { calendars: [funeral, funeral] },
      ['calendars', 1, 'closed', 0],
      'as an entry before it is',
    ],
    [
      'a cutoff on a holiday',
      { cutoffs: [{ rail: 'fps', date: '2026-12-25', cutoff: '12:00', reason }] },
      ['cutoffs', 0, 'date'],
      'is no business day of the rail',
    ],
    [
      'a cutoff on a day that the overlay closes',
      { calendars: [funeral], cutoffs: [{ rail: 'fps', date: '2026-11-27', cutoff: '12:00', reason }] },
      ['cutoffs', 0, 'date'],
      'is no business day of the rail',
    ],
    [
      'a cutoff after the table ends',
      { cutoffs: [{ rail: 'fps', date: '2029-12-24', cutoff: '12:00', reason }] },
      ['cutoffs', 0, 'date'],
      'lies outside what the calendar covers',
    ],
    [
      'a cutoff on a day without one',
      { cutoffs: [{ rail: 'sepa', date: '2026-11-27', cutoff: '12:00', reason }], rails: [instantSepa] },
      ['cutoffs', 0, 'date'],
      'is a day on which the rail runs 24x7, without a cutoff',
    ],
    [
      'two cutoffs for a date',
      {
        cutoffs: [
          { rail: 'fps', date: '2026-12-24', cutoff: '12:00', reason },
          { rail: 'fps', date: '2026-12-24', cutoff: '13:00', reason },
        ],
      },
      ['cutoffs', 1],
      'is about the cutoff of fps on 2026-12-24, as an entry before it is',
    ],
    [
      'two sets of terms for a rail',
      { rails: [instantSepa, { rail: 'sepa', settlement: { min: 1, max: 1 }, reason }] },
      ['rails', 1],
      'is about the terms of sepa, as an entry before it is',
    ],
    [
      'two sets of terms from one date',
      {
        rails: [
          { ...instantSepa, from: '2027-01-01' },
          { ...instantSepa, from: '2027-01-01' },
        ],
      },
      ['rails', 1],
      'is about the terms of sepa from 2027-01-01, as an entry before it is',
    ],
    [
      'a zone from a date on',
      { rails: [{ rail: 'wire', from: '2027-01-01', zone: 'America/Chicago', reason }] },
      ['rails', 0, 'zone'],
      'cannot change from a date on',
    ],
    [
      'a cutoff for a rail that is made to run 24x7',
      { rails: [{ ...instantSepa, cutoff: '12:00' }] },
      ['rails', 0, 'cutoff'],
      'has no effect on a rail that runs 24x7',
    ],
    [
      'a cutoff for a rail that then runs 24x7 already',
      { rails: [instantSepa, { rail: 'sepa', from: '2027-01-01', cutoff: '12:00', reason }] },
      ['rails', 1, 'cutoff'],
      'has no effect on a rail that runs 24x7',
    ],
  ])('names %s', (_what, changes, path, message) => {
    expect(overlayProblems(shippedTables, overlay(changes))).toEqual([
      { path, message: expect.stringContaining(message) },
    ]);
  });

  it('names all of them at once, and none where there is none', () => {
    const calendars = [{ calendar: 'T2', closed: ['2031-01-01', '2032-01-01'], open: [], reason }] as const;
    const cutoffs = [{ rail: 'fps', date: '2026-12-25', cutoff: '12:00', reason }] as const;
    expect(overlayProblems(shippedTables, overlay({ calendars, cutoffs }))).toHaveLength(3);
    const fine = overlay({ calendars: [funeral], rails: [instantSepa, { ...instantSepa, from: '2027-01-01' }] });
    expect(overlayProblems(shippedTables, fine)).toEqual([]);
  });

  it('does not mind a day that the shipped table has come to close as well', () => {
    const calendars = [{ calendar: 'T2', closed: ['2026-12-25'], open: ['2026-11-25'], reason }] as const;
    expect(overlayProblems(shippedTables, overlay({ calendars }))).toEqual([]);
  });
});
