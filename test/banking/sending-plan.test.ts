import fc from 'fast-check';
import { OutsideCalendarCoverage } from '../../src/banking/calendars';
import { railIds, rails, type RailId } from '../../src/banking/rails';
import { planSending } from '../../src/banking/sending-plan';
import { shippedTables, type BankingTables } from '../../src/banking/banking-tables';
import { planTransfer } from '../../src/banking/transfer-plan';
import vectors from '../vectors/cutoff-vectors.json';
import { wallClock } from './support/wall-clock';

const minute = 60_000;
const orderKey = 'offramp-1';

function withCutoff(rail: RailId, cutoff: string): BankingTables {
  return { ...shippedTables, rails: { ...rails, [rail]: { ...rails[rail], cutoff } } };
}

describe('planSending', () => {
  it.each<[string, RailId, string, string, number]>([
    ['a morning', 'sepa', '2026-11-25T08:00:00.000Z', '2026-11-25T08:00:00.000Z', 345],
    ['the last millisecond', 'sepa', '2026-11-25T13:44:59.999Z', '2026-11-25T13:44:59.999Z', 1 / minute],
    ['midnight, when the window opens', 'ach', '2026-11-27T05:00:00.000Z', '2026-11-27T05:00:00.000Z', 16.75 * 60],
  ])('sends now while more than 15 minutes are left: %s', (_reason, rail, now, sendAt, minutes) => {
    expect(planSending({ rail, now, orderKey })).toEqual({
      ...planTransfer({ rail, now }),
      sendAt,
      sendWithinMs: minutes * minute,
      withinLimit: true,
    });
  });

  it.each<[string, RailId, string, string]>([
    ['at 15 minutes before', 'sepa', '2026-11-25T13:45:00.000Z', '2026-11-26'],
    ['a millisecond before it', 'sepa', '2026-11-25T13:59:59.999Z', '2026-11-26'],
    ['finer than a millisecond', 'sepa', '2026-11-25T13:44:59.999000001Z', '2026-11-26'],
    ['at it', 'sepa', '2026-11-25T14:00:00.000Z', '2026-11-26'],
    ['on the eve of Thanksgiving', 'ach', '2026-11-25T21:50:00.000Z', '2026-11-27'],
    ['on a Friday before Easter Monday', 'becs', '2026-04-02T05:50:00.000Z', '2026-04-07'],
  ])('takes the next window close to a cutoff: %s', (_reason, rail, now, date) => {
    const { submitAt, sendAt, sendWithinMs, ...plan } = planSending({ rail, now, orderKey });
    expect(plan).toMatchObject({ beforeCutoff: false, submissionDate: date, withinLimit: true });
    expect(wallClock(submitAt, plan.zone)).toBe(`${date} 00:00:00`);
    expect(wallClock(sendAt, plan.zone)).toMatch(new RegExp(`^${date} 00:[0-2]`));
    expect(Date.parse(sendAt) + sendWithinMs + 15 * minute).toBe(Date.parse(plan.cutoffAt));
  });

  it('spreads the orders of one window evenly over its first half hour', () => {
    const starts = Array.from({ length: 600 }, (_, order) => {
      const plan = planSending({ rail: 'sepa', now: '2026-11-28T12:00:00.000Z', orderKey: `offramp-${order}` });
      return (Date.parse(plan.sendAt) - Date.parse(plan.submitAt)) / minute;
    });
    for (const [from, to] of [
      [0, 10],
      [10, 20],
      [20, 30],
    ] as const) {
      expect(starts.filter((start) => start >= from && start < to).length).toBeGreaterThan(150);
    }
    expect(Math.min(...starts)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...starts)).toBeLessThan(30);
  });

  it('sends an order at the same moment wherever and however often that is planned', () => {
    const plan = planSending({ rail: 'sepa', now: '2026-11-28T12:00:00.000Z', orderKey });
    expect(plan.sendAt).toBe('2026-11-29T23:27:02.125Z');
    expect(planSending({ rail: 'sepa', now: '2026-11-29T22:00:00.000Z', orderKey }).sendAt).toBe(plan.sendAt);
  });

  it('spreads orders over no more than a short window leaves', () => {
    for (let order = 0; order < 50; order += 1) {
      const request = { rail: 'sepa', now: '2026-11-28T12:00:00.000Z', orderKey: `offramp-${order}` } as const;
      const plan = planSending(request, withCutoff('sepa', '00:20'));
      expect(plan.sendWithinMs).toBeGreaterThan(0);
      expect(wallClock(plan.sendAt, plan.zone)).toMatch(/^2026-11-30 00:0[0-4]/);
    }
  });

  it('sends nothing where no window leaves the lead time', () => {
    const request = { rail: 'sepa', now: '2028-12-01T12:00:00.000Z', orderKey } as const;
    expect(() => planSending(request, withCutoff('sepa', '00:15'))).toThrow(OutsideCalendarCoverage);
  });

  it.each<[string, RailId, string, string, string, boolean]>([
    ['five days of a week', 'sepa', '2026-11-23T09:00:00Z', '2026-11-23T10:00:00Z', '2026-12-01 00:00:00', true],
    ['the last day', 'sepa', '2026-11-23T09:00:00Z', '2026-11-30T13:00:00Z', '2026-12-01 00:00:00', true],
    ['the window after it', 'sepa', '2026-11-23T09:00:00Z', '2026-11-30T13:50:00Z', '2026-12-01 00:00:00', false],
    ['from a Sunday', 'ach', '2026-11-22T17:00:00Z', '2026-11-23T17:00:00Z', '2026-12-01 00:00:00', true],
    ['over Christmas', 'fps', '2026-12-22T10:00:00Z', '2026-12-31T10:00:00Z', '2027-01-01 00:00:00', true],
    ['the day is the rail’s', 'becs', '2026-11-22T14:00:00Z', '2026-11-30T12:59:00Z', '2026-12-01 00:00:00', false],
  ])('sends again within five business days: %s', (_reason, rail, knownAt, now, end, withinLimit) => {
    const plan = planSending({ rail, now, knownAt, orderKey });
    expect(wallClock(plan.limitEndsAt ?? '', plan.zone)).toBe(end);
    expect(plan.withinLimit).toBe(withinLimit);
  });

  it('counts the days to arrive for an account abroad', () => {
    const request = { rail: 'sepa', now: '2026-05-22T10:00:00.000Z', orderKey } as const;
    expect(planSending(request).settlement.earliest).toBe('2026-05-25');
    expect(planSending({ ...request, accountCountry: 'GB' }).settlement.earliest).toBe('2026-05-26');
  });

  it.each([
    ['the window', { now: '2028-12-29T23:00:00Z' }],
    ['the limit', { now: '2028-12-01T12:00:00Z', knownAt: '2028-12-28T12:00:00Z' }],
  ])('does not guess %s beyond the tables', (_reason, times) => {
    expect(() => planSending({ rail: 'ach', orderKey, ...times })).toThrow(OutsideCalendarCoverage);
  });
});

describe('any sending', () => {
  const last = Date.UTC(2028, 11, 1);
  // Half of the instants lie around a moment at which a window opens or closes.
  const edges = vectors.map(({ now_utc: now }) => Date.parse(now));
  const instant = fc.oneof(
    fc.integer({ min: Date.UTC(2025, 0, 2), max: last }),
    fc
      .tuple(fc.constantFrom(...edges), fc.integer({ min: -40 * minute, max: 40 * minute }))
      .map(([edge, offset]) => edge + offset),
  );
  const rail = fc.constantFrom(...railIds);
  const key = fc.string({ maxLength: 12 });
  const plan = (id: RailId, at: number, of: string) =>
    planSending({ rail: id, now: new Date(at).toISOString(), orderKey: of });

  it('is neither before now nor before its window opens, and keeps the lead time', () => {
    fc.assert(
      fc.property(rail, instant, key, (id, at, of) => {
        const { sendAt, submitAt, cutoffAt, sendWithinMs, beforeCutoff } = plan(id, at, of);
        expect(Date.parse(sendAt)).toBeGreaterThanOrEqual(at);
        expect(Date.parse(sendAt) === at).toBe(beforeCutoff);
        expect(sendAt >= submitAt).toBe(true);
        expect(Date.parse(sendAt) - Date.parse(submitAt)).toBeLessThan(30 * minute);
        expect(sendWithinMs).toBeGreaterThan(0);
        expect(Date.parse(sendAt) + sendWithinMs).toBe(Date.parse(cutoffAt) - 15 * minute);
      }),
    );
  });

  it('stays the same when planned again at its sendAt', () => {
    fc.assert(
      fc.property(rail, instant, key, (id, at, of) => {
        const planned = plan(id, at, of);
        const { sendAt } = planned;
        expect(plan(id, Date.parse(sendAt), of)).toEqual({ ...planned, submitAt: sendAt, beforeCutoff: true });
      }),
    );
  });

  it('takes the window after a missed one when planned from its cutoff', () => {
    fc.assert(
      fc.property(rail, instant, key, (id, at, of) => {
        const missed = plan(id, at, of);
        const next = plan(id, Date.parse(missed.cutoffAt), of);
        expect(next.submissionDate > missed.submissionDate).toBe(true);
        expect(next).toMatchObject(planTransfer({ rail: id, now: missed.cutoffAt }));
      }),
    );
  });

  it('is for no earlier day, and at most half an hour earlier, for a later now', () => {
    const later = fc.oneof(fc.nat({ max: 60 * minute }), fc.nat({ max: 10 * 1440 * minute }));
    fc.assert(
      fc.property(rail, instant, later, key, (id, at, by, of) => {
        fc.pre(at + by < last);
        const [before, after] = [plan(id, at, of), plan(id, at + by, of)];
        expect(before.submissionDate <= after.submissionDate).toBe(true);
        expect(Date.parse(after.sendAt)).toBeGreaterThan(Date.parse(before.sendAt) - 30 * minute);
        if (before.submissionDate < after.submissionDate) expect(before.sendAt < after.sendAt).toBe(true);
      }),
    );
  });
});
