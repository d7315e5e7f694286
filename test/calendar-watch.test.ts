import { shippedTables } from '../src/banking/banking-tables';
import { watchCalendars } from '../src/calendar-watch';

describe('the watch over the bank calendars', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  function watchFrom(start: string) {
    jest.setSystemTime(new Date(start));
    const warned: unknown[] = [];
    const recorded: [string, number][] = [];
    const stop = watchCalendars({
      tables: {
        ...shippedTables,
        calendars: {
          ...shippedTables.calendars,
          SG: { ...shippedTables.calendars.SG, coverage: { from: '2025-01-01', to: '2027-12-31' } },
        },
      },
      now: () => new Date(),
      logger: { warn: (...words: unknown[]) => void warned.push(words) },
      record: (calendar, days) => void recorded.push([calendar, days]),
    });
    return { warned, recorded, stop };
  }

  it('records at once and daily how long each still lasts, until it is ended', () => {
    const { recorded, stop } = watchFrom('2026-11-24T09:00:00Z');
    expect(recorded).toEqual([
      ['T2', 768],
      ['FED', 768],
      ['GB-ENG', 768],
      ['CA-PAY', 768],
      ['AU-RITS', 768],
      ['SG', 402],
    ]);
    jest.advanceTimersByTime(24 * 60 * 60_000);
    expect(recorded.slice(6)).toContainEqual(['SG', 401]);
    stop();
    jest.advanceTimersByTime(10 * 24 * 60 * 60_000);
    expect(recorded).toHaveLength(12);
  });

  it('warns of one that ends within twelve months, on each day', () => {
    const { warned, stop } = watchFrom('2026-12-31T09:00:00Z');
    expect(warned).toEqual([]);
    jest.advanceTimersByTime(2 * 24 * 60 * 60_000);
    stop();
    expect(warned).toEqual([
      [
        { calendar: 'SG', coversUntil: '2027-12-31', days: 364 },
        'a bank calendar ends within twelve months: update, or add a year (docs/cutoffs.md)',
      ],
      [expect.objectContaining({ days: 363 }), expect.any(String)],
    ]);
  });
});
