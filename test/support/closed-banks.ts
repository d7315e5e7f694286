import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calendarIds } from '../../src/banking/country-calendars';

const dayMs = 86_400_000;

/**
 * An overlay by which no bank is open today, whatever the hour at which a test runs: money that is to be sent again waits
 * for a window, which comes once the order's clock is moved on.
 */
export function banksClosedToday(): { readonly path: string; remove(): void } {
  const around = [-1, 0, 1].map((days) => new Date(Date.now() + days * dayMs));
  const closed = around.filter((day) => ![6, 0].includes(day.getUTCDay())).map((day) => day.toISOString().slice(0, 10));
  const reason = 'Nothing is sent in tests until their clocks are moved on.';
  const folder = mkdtempSync(join(tmpdir(), 'offramp-test-'));
  const path = join(folder, 'overlay.json');
  const calendars = calendarIds.map((calendar) => ({ calendar, closed, reason }));
  writeFileSync(path, JSON.stringify({ calendars }));
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
