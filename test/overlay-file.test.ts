import { InvalidOverlay, parseOverlay, readOverlayFile } from '../src/overlay-file';

const reason = 'for the test';

function problemsOf(content: unknown): readonly string[] {
  try {
    parseOverlay(typeof content === 'string' ? content : JSON.stringify(content));
  } catch (error) {
    if (error instanceof InvalidOverlay) return error.problems;
    throw error;
  }
  return [];
}

describe('an overlay file', () => {
  it('may say nothing, or one thing', () => {
    expect(parseOverlay('{}')).toEqual({ calendars: [], cutoffs: [], rails: [] });
    const calendars = [{ calendar: 'GB-ENG', closed: ['2027-06-14'], reason }];
    expect(parseOverlay(JSON.stringify({ calendars })).calendars).toEqual([
      { calendar: 'GB-ENG', closed: ['2027-06-14'], open: [], reason },
    ]);
    const rails = [{ rail: 'wire', from: '2028-07-01', cutoff: '18:45', reason }];
    expect(parseOverlay(`\uFEFF${JSON.stringify({ rails })}`).rails).toEqual(rails);
  });

  it.each([
    ['no JSON', '{"calendars": [', 'names a file that is not JSON'],
    ['a list', [], 'expected object'],
    ['an unknown list', { holidays: [] }, 'holidays'],
    ['a list that is none', { rails: {} }, 'rails: '],
    ['no reason', { cutoffs: [{ rail: 'fps', date: '2026-12-24', cutoff: '12:00' }] }, 'cutoffs[0].reason: '],
    [
      'an empty reason',
      { cutoffs: [{ rail: 'fps', date: '2026-12-24', cutoff: '12:00', reason: ' ' }] },
      'cutoffs[0].reason: must say why',
    ],
    [
      'an unknown rail',
      { cutoffs: [{ rail: 'chaps', date: '2026-12-24', cutoff: '12:00', reason }] },
      'cutoffs[0].rail: ',
    ],
    [
      'an unknown calendar',
      { calendars: [{ calendar: 'NYSE', closed: ['2026-12-24'], reason }] },
      'calendars[0].calendar: ',
    ],
    ['no day', { calendars: [{ calendar: 'T2', reason }] }, 'calendars[0]: must close or open a day'],
    [
      'a day there is not',
      { calendars: [{ calendar: 'T2', closed: ['2026-12-24', '2027-02-29'], reason }] },
      'calendars[0].closed[1]: must be a date such as 2026-12-24',
    ],
    ['no time', { rails: [{ rail: 'fps', cutoff: '24:00', reason }] }, 'rails[0].cutoff: must be a local time'],
    ['half an hour past midnight', { rails: [{ rail: 'fps', cutoff: '00:30', reason }] }, 'from 01:00'],
    ['a time with seconds', { rails: [{ rail: 'fps', cutoff: '15:00:00', reason }] }, 'rails[0].cutoff: '],
    [
      'a zone by its letters',
      { rails: [{ rail: 'sepa', zone: 'CET', reason }] },
      'rails[0].zone: must be an IANA time zone',
    ],
    ['a fixed offset', { rails: [{ rail: 'sepa', zone: '+01:00', reason }] }, 'rails[0].zone: '],
    ['a city there is not', { rails: [{ rail: 'sepa', zone: 'Europe/Frankfurt', reason }] }, 'rails[0].zone: '],
    [
      'nothing changed',
      { rails: [{ rail: 'sepa', reason }] },
      'rails[0]: must change the cutoff, zone, calendar or settlement',
    ],
    [
      'a settlement that ends before it begins',
      { rails: [{ rail: 'ach', settlement: { min: 2, max: 1 }, reason }] },
      'rails[0].settlement: must not have a min above its max',
    ],
    ['half a day', { rails: [{ rail: 'ach', settlement: { min: 0.5, max: 1 }, reason }] }, 'rails[0].settlement.min: '],
    ['a field that does nothing', { rails: [{ rail: 'ach', cutoff: '12:00', opensAt: '09:00', reason }] }, 'opensAt'],
    [
      'what makes no sense for our tables',
      { calendars: [{ calendar: 'T2', closed: ['2035-01-01'], reason }] },
      'calendars[0].closed[0]: lies outside what the calendar covers',
    ],
  ])('may not have %s', (_what, content, problem) => {
    expect(problemsOf(content)).toEqual([expect.stringContaining(problem)]);
  });

  it('is told everything that is wrong with it at once, each at its place', () => {
    const problems = problemsOf({
      calendars: [
        { calendar: 'NYSE', closed: ['2026-12-24'], reason },
        { calendar: 'T2', closed: ['2035-01-01'], reason },
      ],
      cutoffs: [
        { rail: 'fps', date: '2026-12-24', cutoff: 'noon' },
        { rail: 'fps', date: '2026-12-25', cutoff: '12:00', reason },
      ],
      rails: [{}, { rail: 'sepa', from: '2027-01-01', zone: 'Europe/Paris', reason }],
    });
    expect(problems.map((problem) => problem.split(': ')[0]).sort()).toEqual([
      'calendars[0].calendar',
      'calendars[1].closed[0]',
      'cutoffs[0].cutoff',
      'cutoffs[0].reason',
      'cutoffs[1].date',
      'rails[0].rail',
      'rails[0].reason',
      'rails[1].zone',
    ]);
  });

  it('has to be there', () => {
    expect(() => readOverlayFile('/no/such/overlay.json')).toThrow('names a file that cannot be read');
  });
});
