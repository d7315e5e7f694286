import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const dayMs = 86_400_000;

/**
 * Writes an overlay by which no euro bank is open around today, whatever the hour at which a bench runs, so that all orders
 * wait for the same window. Answers with its path, for `BANKING_OVERLAY`.
 */
export async function writeClosedBanks(directory: string, nowMs: number): Promise<string> {
  const around = [-1, 0, 1].map((days) => new Date(nowMs + days * dayMs));
  const closed = around.filter((day) => ![6, 0].includes(day.getUTCDay())).map((day) => day.toISOString().slice(0, 10));
  const reason = 'All orders of the bench are to wait for one window.';
  const path = join(directory, 'closed-banks.json');
  await writeFile(path, JSON.stringify({ calendars: [{ calendar: 'T2', closed, reason }] }));
  return path;
}
