import { expectedArrival, OutsideCalendarCoverage } from '../../src/client';
import { parseOverlay } from '../../src/overlay-file';
import { offramp } from '../cli/support/command-line';

describe('expectedArrival', () => {
  const at = '2026-11-25T09:00:00.000Z';

  it('is what the command line prints, with its sentence', async () => {
    const { text, ...document } = expectedArrival({ currency: 'EUR', at });
    const words = ['cutoff', '--currency', 'EUR', '--at', at];
    expect(document).toEqual((await offramp([...words, '--json'])).json());
    expect(`${text}\n`).toBe((await offramp(words)).out);
  });

  it('is of a payout made now unless a moment is given', () => {
    const before = new Date().toISOString();
    const { submitAt, beforeCutoff } = expectedArrival({ currency: 'SGD' });
    expect(submitAt >= before).toBe(true);
    expect(typeof beforeCutoff).toBe('boolean');
  });

  it.each([
    ['dollars to a BIC alone are wired', { swift: 'DBSSSGSG' }, 'wire'],
    ['a routing number means ACH', { aba: '021000021' }, 'ach'],
    ['no account', undefined, 'ach'],
  ])('follows the rail of the account: %s', (_why, account, rail) => {
    expect(expectedArrival({ currency: 'USD', at, account }).rail).toBe(rail);
  });

  it('counts days that are open where the account is', () => {
    const abroad = expectedArrival({ currency: 'EUR', at: '2026-05-22T10:00:00Z', accountCountry: 'GB' });
    expect(abroad.settlement.earliest).toBe('2026-05-26');
  });

  it('takes the operator’s overlay into account', () => {
    const overlay = parseOverlay(
      '{"rails": [{"rail": "sepa", "calendar": "24x7", "settlement": {"min": 0, "max": 0}, "reason": "instant"}]}',
    );
    expect(expectedArrival({ currency: 'EUR', at: '2026-11-29T12:00:00Z', overlay })).toMatchObject({
      beforeCutoff: true,
      settlement: { earliest: '2026-11-29', latest: '2026-11-29' },
      text: 'Sent today; expected today.',
    });
  });

  it('tells an arrival on the last days that the calendars cover', () => {
    const { settlement } = expectedArrival({ currency: 'EUR', at: '2028-12-28T10:00:00Z' });
    expect(settlement).toEqual({ earliest: '2028-12-29', latest: '2028-12-29' });
  });

  it('does not guess', () => {
    expect(() => expectedArrival({ currency: 'EUR', at: '2028-12-29T10:00:00Z' })).toThrow(OutsideCalendarCoverage);
    expect(() => expectedArrival({ currency: 'EUR', at: '2030-06-03T12:00:00Z' })).toThrow(OutsideCalendarCoverage);
    expect(() => expectedArrival({ currency: 'EUR', at: 'tomorrow' })).toThrow(RangeError);
  });
});
