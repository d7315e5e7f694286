import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { calendarOf, shippedTables } from '../../src/banking/banking-tables';
import { calendars, isBusinessDay, OutsideCalendarCoverage } from '../../src/banking/calendars';
import { isFiatCurrency } from '../../src/banking/currencies';
import { railFor, railIds, rails, type RailId } from '../../src/banking/rails';
import { planReturnWatch, planTransfer, type TransferPlan } from '../../src/banking/transfer-plan';
import vectors from '../vectors/cutoff-vectors.json';
import { plansOfVectors } from './print-plans';
import { wallClock } from './support/wall-clock';

describe('planTransfer', () => {
  it.each(vectors)('$id: $why', ({ currency, now_utc: now, expect: expected, zone, cutoff }) => {
    const rail = isFiatCurrency(currency) ? railFor(currency) : undefined;
    if (rail === undefined) throw new Error(`The vector has an unknown currency: ${currency}.`);
    const plan = planTransfer({ rail, now });
    expect(plan).toMatchObject({
      rail,
      zone,
      beforeCutoff: expected.before_cutoff,
      submitAt: expected.next_submission_utc,
      submissionDate: expected.submission_date,
      settlement: {
        earliest: expected.expected_settlement_date,
        latest: expected.latest_settlement_date ?? expected.expected_settlement_date,
      },
    });
    expect(wallClock(plan.cutoffAt, zone)).toBe(`${expected.submission_date} ${cutoff}:00`);
  });

  it.each<[string, RailId, string, string | undefined, string, string]>([
    ['USD alone', 'ach', '2026-02-13T17:00:00.000Z', undefined, '2026-02-17', '2026-02-18'],
    ['Presidents’ Day, then Chinese New Year', 'wire', '2026-02-13T17:00:00.000Z', 'SG', '2026-02-19', '2026-02-20'],
    ['EUR alone', 'sepa', '2026-05-22T10:00:00.000Z', undefined, '2026-05-25', '2026-05-25'],
    ['Spring bank holiday', 'sepa', '2026-05-22T10:00:00.000Z', 'GB', '2026-05-26', '2026-05-26'],
    ['Good Friday is open for USD', 'wire', '2026-04-02T17:00:00.000Z', undefined, '2026-04-03', '2026-04-06'],
    [
      'Good Friday and Easter Monday in the euro area',
      'wire',
      '2026-04-02T17:00:00.000Z',
      'DE',
      '2026-04-07',
      '2026-04-08',
    ],
    ['CAD alone', 'eft', '2026-11-25T17:00:00.000Z', undefined, '2026-11-26', '2026-11-26'],
    ['Thanksgiving', 'eft', '2026-11-25T17:00:00.000Z', 'US', '2026-11-27', '2026-11-27'],
    ['EUR alone over Christmas', 'sepa', '2026-12-24T10:00:00.000Z', undefined, '2026-12-28', '2026-12-28'],
    ['substitute for Boxing Day', 'sepa', '2026-12-24T10:00:00.000Z', 'GB', '2026-12-29', '2026-12-29'],
    ['USD alone over New Year', 'ach', '2027-12-31T17:00:00.000Z', undefined, '2028-01-03', '2028-01-04'],
    ['substitute for New Year', 'wire', '2027-12-31T17:00:00.000Z', 'GB', '2028-01-04', '2028-01-05'],
    ['France is at home in SEPA', 'sepa', '2026-05-22T10:00:00.000Z', 'FR', '2026-05-25', '2026-05-25'],
    ['Jersey is at home in FPS', 'fps', '2026-05-22T10:00:00.000Z', 'JE', '2026-05-26', '2026-05-26'],
    [
      'a country whose calendar we lack adds nothing',
      'sepa',
      '2026-05-22T10:00:00.000Z',
      'CH',
      '2026-05-25',
      '2026-05-25',
    ],
    ['lower case is understood', 'sepa', '2026-05-22T10:00:00.000Z', 'gb', '2026-05-26', '2026-05-26'],
  ])('counts arrival on days open at both ends: %s', (_reason, rail, now, accountCountry, earliest, latest) => {
    expect(planTransfer({ rail, now, accountCountry }).settlement).toEqual({ earliest, latest });
  });

  it.each([
    ['on the day itself', '2026-05-25T10:00:00.000Z', true],
    ['after a weekend', '2026-05-23T10:00:00.000Z', false],
  ])('submits on a day that only the rail need be open: %s', (_reason, now, beforeCutoff) => {
    const plan = planTransfer({ rail: 'sepa', now, accountCountry: 'GB' });
    expect(plan).toMatchObject({ beforeCutoff, submissionDate: '2026-05-25' });
    expect(plan.settlement.earliest).toBe('2026-05-26');
  });

  it('rolls a Sunday to Monday before it adds the day to arrive', () => {
    const plan = planTransfer({ rail: 'sepa', now: '2026-11-29T10:00:00.000Z' });
    expect([plan.submissionDate, plan.settlement.earliest]).toEqual(['2026-11-30', '2026-12-01']);
  });

  it.each([
    ['achgateway: a Saturday', '2025-09-06T12:00:00-04:00', '2025-09-08T21:30:00.000Z'],
    ['achgateway: Friday evening before Labor Day', '2025-08-29T18:00:00-04:00', '2025-09-02T21:30:00.000Z'],
    ['between our cutoff and its', '2025-09-05T17:15:00-04:00', '2025-09-05T21:30:00.000Z'],
  ])('takes the cutoff from the tables it is given: %s', (_reason, now, cutoffAt) => {
    const tables = { rails: { ...rails, ach: { ...rails.ach, cutoff: '17:30' } }, calendars };
    expect(planTransfer({ rail: 'ach', now }, tables).cutoffAt).toBe(cutoffAt);
  });

  it('takes an operator’s extra holiday from the tables it is given', () => {
    const closed = new Set([...calendars['GB-ENG'].closed, '2026-11-27']);
    const tables = {
      rails,
      calendars: { ...calendars, 'GB-ENG': { ...calendars['GB-ENG'], closed, version: 'royal' } },
    };
    const plan = planTransfer({ rail: 'fps', now: '2026-11-27T10:00:00.000Z' }, tables);
    expect(plan).toMatchObject({ beforeCutoff: false, submissionDate: '2026-11-30', calendarVersion: 'GB-ENG@royal' });
  });

  it.each<[string, RailId, string, string | undefined, string]>([
    ['a Tuesday after the Monday of arrival', 'sepa', '2026-11-27T10:00:00.000Z', undefined, '2026-12-02 00:00:00'],
    ['over the weekend after a Friday of arrival', 'fps', '2026-11-26T10:00:00.000Z', undefined, '2026-12-01 00:00:00'],
    ['after the later of two dates', 'ach', '2026-11-25T17:00:00.000Z', undefined, '2026-12-02 00:00:00'],
    ['over Easter and the change of clocks', 'sepa', '2027-03-24T10:00:00.000Z', undefined, '2027-03-31 00:00:00'],
    ['on a day that only the rail is open', 'sepa', '2026-05-21T10:00:00.000Z', 'GB', '2026-05-26 00:00:00'],
  ])('gives grace until the end of the business day after arrival: %s', (_reason, rail, now, accountCountry, end) => {
    const plan = planTransfer({ rail, now, accountCountry });
    expect(wallClock(plan.graceEndsAt, plan.zone)).toBe(end);
  });

  it('says which tables it used', () => {
    const now = '2026-11-25T10:00:00.000Z';
    expect(planTransfer({ rail: 'sepa', now }).calendarVersion).toBe('T2@2026-11-22');
    expect(planTransfer({ rail: 'sepa', now, accountCountry: 'FR' }).calendarVersion).toBe('T2@2026-11-22');
    expect(planTransfer({ rail: 'sepa', now, accountCountry: 'GB' }).calendarVersion).toBe(
      'T2@2026-11-22+GB-ENG@2026-11-22',
    );
  });

  it('plans nothing before an instant finer than a millisecond', () => {
    const plan = planTransfer({ rail: 'sepa', now: '2026-11-25T13:59:59.999000001Z' });
    expect(plan).toMatchObject({ beforeCutoff: false, submitAt: '2026-11-25T23:00:00.000Z' });
  });

  it.each([
    ['before the tables begin', '2024-12-31T12:00:00.000Z', '2024-12-31'],
    ['when the grace would end after they do', '2028-12-27T12:00:00.000Z', '2029-01-01'],
    ['after they end', '2030-06-03T12:00:00.000Z', '2030-06-03'],
  ])('does not guess %s', (_reason, now, date) => {
    expect(() => planTransfer({ rail: 'ach', now })).toThrow(OutsideCalendarCoverage);
    expect(() => planTransfer({ rail: 'ach', now })).toThrow(`cannot say whether ${date} is open.`);
  });

  it.each(['', 'tomorrow', '2026-11-25', '2026-11-25T10:00:00'])('refuses %j, which is no instant', (now) => {
    expect(() => planTransfer({ rail: 'ach', now })).toThrow(RangeError);
  });
});

describe('any plan', () => {
  const first = Date.UTC(2025, 0, 2);
  const last = Date.UTC(2028, 11, 1);
  // Half of the instants lie within a second of a moment at which something changes.
  const edges = vectors.map(({ now_utc: now }) => Date.parse(now));
  const instant = fc.oneof(
    fc.integer({ min: first, max: last }),
    fc.tuple(fc.constantFrom(...edges), fc.integer({ min: -1000, max: 1000 })).map(([edge, offset]) => edge + offset),
  );
  const rail = fc.constantFrom(...railIds);
  const country = fc.constantFrom(undefined, 'DE', 'US', 'GB', 'CA', 'AU', 'SG', 'CH');
  const plan = (id: RailId, at: number, accountCountry: string | undefined) =>
    planTransfer({ rail: id, now: new Date(at).toISOString(), accountCountry });

  it('submits now or later, before the cutoff of its own day', () => {
    fc.assert(
      fc.property(rail, instant, country, (id, at, from) => {
        const { submitAt, cutoffAt, submissionDate, beforeCutoff, zone, graceEndsAt, settlement } = plan(id, at, from);
        expect(Date.parse(submitAt)).toBeGreaterThanOrEqual(at);
        expect(Date.parse(submitAt) === at).toBe(beforeCutoff);
        expect(beforeCutoff || wallClock(submitAt, zone).endsWith('00:00:00')).toBe(true);
        expect(Date.parse(submitAt)).toBeLessThan(Date.parse(cutoffAt));
        expect(wallClock(submitAt, zone).slice(0, 10)).toBe(submissionDate);
        expect(wallClock(cutoffAt, zone)).toBe(`${submissionDate} ${rails[id].cutoff}:00`);
        expect(submissionDate < settlement.earliest && settlement.earliest <= settlement.latest).toBe(true);
        expect(wallClock(graceEndsAt, zone).slice(0, 10) > settlement.latest).toBe(true);
      }),
    );
  });

  it('submits and arrives on business days', () => {
    fc.assert(
      fc.property(rail, instant, country, (id, at, from) => {
        const { submissionDate, settlement } = plan(id, at, from);
        const calendar = calendarOf(shippedTables, rails[id].calendar);
        for (const date of [submissionDate, settlement.earliest, settlement.latest]) {
          expect(isBusinessDay(calendar, date)).toBe(true);
        }
        if (from === 'GB') expect(isBusinessDay(calendars['GB-ENG'], settlement.latest)).toBe(true);
      }),
    );
  });

  it('stays the same when made again at its submitAt', () => {
    fc.assert(
      fc.property(rail, instant, country, (id, at, from) => {
        const planned = plan(id, at, from);
        expect(plan(id, Date.parse(planned.submitAt), from)).toEqual({ ...planned, beforeCutoff: true });
      }),
    );
  });

  it('is never earlier for a later now', () => {
    const moments = ({ submitAt, cutoffAt, settlement, graceEndsAt }: TransferPlan) => [
      submitAt,
      cutoffAt,
      settlement.earliest,
      settlement.latest,
      graceEndsAt,
    ];
    fc.assert(
      fc.property(
        rail,
        instant,
        fc.oneof(fc.nat({ max: 3_600_000 }), fc.nat({ max: 864_000_000 })),
        country,
        (id, at, later, from) => {
          fc.pre(at + later < last);
          const after = moments(plan(id, at + later, from));
          moments(plan(id, at, from)).forEach((moment, index) => expect(moment <= (after[index] ?? '')).toBe(true));
        },
      ),
    );
  });
});

describe('planReturnWatch', () => {
  it.each<[string, RailId, string, string]>([
    ['five days of ACH', 'ach', '2026-11-23T15:00:00.000Z', '2026-12-02 00:00:00'],
    ['ten days of SEPA', 'sepa', '2026-11-30T15:00:00.000Z', '2026-12-15 00:00:00'],
    ['ten days of SEPA over Christmas', 'sepa', '2026-12-16T15:00:00.000Z', '2027-01-01 00:00:00'],
    ['ten days of a wire', 'wire', '2026-11-30T15:00:00.000Z', '2026-12-15 00:00:00'],
    ['five days of the others', 'becs', '2026-11-30T03:00:00.000Z', '2026-12-08 00:00:00'],
    ['the day is the rail’s: already Tuesday in Sydney', 'becs', '2026-11-30T15:00:00.000Z', '2026-12-09 00:00:00'],
    ['from a Sunday the first day is Monday', 'fps', '2026-11-29T15:00:00.000Z', '2026-12-05 00:00:00'],
    ['over the change of clocks', 'ach', '2026-03-05T17:00:00.000Z', '2026-03-13 00:00:00'],
  ])('ends at midnight of the rail: %s', (_reason, rail, settledAt, end) => {
    expect(wallClock(planReturnWatch({ rail, settledAt }).watchUntil, rails[rail].zone)).toBe(end);
  });

  it('says which table it used and does not guess beyond it', () => {
    expect(planReturnWatch({ rail: 'fast', settledAt: '2026-11-30T03:00:00.000Z' })).toEqual({
      watchUntil: '2026-12-07T16:00:00.000Z',
      calendarVersion: 'SG@2026-11-22',
    });
    expect(() => planReturnWatch({ rail: 'sepa', settledAt: '2028-12-20T12:00:00.000Z' })).toThrow(
      OutsideCalendarCoverage,
    );
  });
});

describe('the time zone of the process', () => {
  it.each([
    ['America/Los_Angeles', 17],
    ['Pacific/Kiritimati', 14],
  ])('%s makes no difference', (zone, localHour) => {
    const printed = execFileSync(process.execPath, ['--import', 'tsx', join(__dirname, 'print-plans.ts')], {
      env: { ...process.env, TZ: zone },
      encoding: 'utf8',
    });
    expect(JSON.parse(printed)).toEqual({ localHour, plans: plansOfVectors() });
  });
});
