import { railNames, windowInWords } from '../../src/banking/plan-words';
import { railIds, type RailId } from '../../src/banking/rails';
import { planTransfer } from '../../src/banking/transfer-plan';

describe('windowInWords', () => {
  it.each<[RailId, string, string]>([
    ['sepa', '2026-11-25T08:00:00Z', 'SEPA takes transfers until 15:00 Berlin today'],
    ['sepa', '2026-11-28T12:00:00Z', 'SEPA opens Mon 30 Nov, 00:00 Berlin'],
    ['ach', '2026-11-25T22:00:00Z', 'ACH opens Fri 27 Nov, 00:00 New York'],
    ['fps', '2026-12-24T17:30:00Z', 'Faster Payments opens Tue 29 Dec, 00:00 London'],
    ['eft', '2026-07-02T12:00:00Z', 'EFT takes transfers until 15:00 Toronto today'],
    ['becs', '2026-09-30T08:00:00Z', 'BECS opens Thu 1 Oct, 00:00 Sydney'],
    ['fast', '2027-02-05T06:30:00Z', 'FAST opens Tue 9 Feb, 00:00 Singapore'],
    ['wire', '2026-03-08T12:00:00Z', 'Wire opens Mon 9 Mar, 00:00 New York'],
  ])('says of %s at %s: %s', (rail, now, words) => {
    expect(windowInWords(planTransfer({ rail, now }), railNames[rail])).toBe(words);
  });

  it('has a name for every rail, month and day of the week', () => {
    expect(Object.keys(railNames).sort()).toEqual([...railIds].sort());
    for (let day = 0; day < 365; day += 1) {
      const now = new Date(Date.UTC(2026, 0, 1) + day * 86_400_000).toISOString();
      const plan = planTransfer({ rail: 'fast', now });
      const words = windowInWords({ ...plan, beforeCutoff: false }, 'FAST');
      const [date] = /\w{3} \d+ \w{3}/.exec(words) ?? [];
      expect(`${String(date)} 2026`).toBe(
        new Date(plan.submitAt)
          .toLocaleString('en-US', {
            timeZone: plan.zone,
            weekday: 'short',
            day: 'numeric',
            month: 'short',
            year: 'numeric',
          })
          .replace(/^(\w+), (\w+) (\d+), (\d+)$/, '$1 $3 $2 $4')
          .replace('2027', '2026'),
      );
    }
  });
});
