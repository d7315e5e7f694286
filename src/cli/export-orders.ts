import { open } from 'node:fs/promises';
import { instantOf, instantText } from '../banking/local-days';
import type { OrderRecord, Period } from '../client';
import { CommandFailed, WrongUsage, type Answer } from './answer';
import { csvLine } from './csv';
import { columnNames, rowsOf, spreadsheetCells } from './order-rows';
import { withOfframps } from './session';
import type { Terminal } from './terminal';

/** What to export, as it was typed. */
export interface ExportOptions {
  readonly from: string;
  readonly to: string;
  /** A file to write to, instead of standard output. */
  readonly out?: string;
  readonly json?: boolean;
}

/** Where an export goes to, piece by piece. */
type Write = (text: string) => Promise<void>;

interface Counts {
  readonly orders: number;
  readonly rows: number;
  readonly unreadable: number;
}

/** Writes out all orders that started in a period, while they are read; one that cannot be read has a row that says so. */
export async function exportOrders(
  terminal: Terminal,
  { from, to, out, json = false }: ExportOptions,
): Promise<Answer> {
  const period = periodOf(from, to);
  const write = json ? writeJson : writeCsv;
  return withOfframps(terminal, async (offramps) => {
    const records = offramps.records(period);
    if (out === undefined) {
      const counts = await write(records, (text) => Promise.resolve(terminal.out(text)));
      return { json: counts, text: '', ...failureOf(counts) };
    }
    const counts = await toFile(out, (writeText) => writeCsv(records, writeText));
    const text = `Wrote ${counts.orders} orders in ${counts.rows} rows to ${out}.`;
    return { json: { file: out, ...counts }, text, ...failureOf(counts) };
  });
}

async function writeCsv(records: AsyncIterable<OrderRecord>, write: Write): Promise<Counts> {
  await write(csvLine(columnNames));
  return eachRow(records, (cells) => write(csvLine(spreadsheetCells(cells))));
}

/** One array, an object for each row, whose names are those of the columns. */
async function writeJson(records: AsyncIterable<OrderRecord>, write: Write): Promise<Counts> {
  await write('[');
  const counts = await eachRow(records, (cells, index) => {
    const row = Object.fromEntries(columnNames.map((name, column) => [name, cells[column] ?? '']));
    return write(`${index === 0 ? '' : ','}\n  ${JSON.stringify(row)}`);
  });
  await write('\n]\n');
  return counts;
}

async function eachRow(
  records: AsyncIterable<OrderRecord>,
  take: (cells: readonly string[], index: number) => Promise<void>,
): Promise<Counts> {
  let [orders, rows, unreadable] = [0, 0, 0];
  for await (const record of records) {
    orders += 1;
    if (record.known === undefined) unreadable += 1;
    for (const cells of rowsOf(record)) {
      await take(cells, rows);
      rows += 1;
    }
  }
  return { orders, rows, unreadable };
}

/** Orders name customers and money, so that nobody else should be able to read the file. */
async function toFile(path: string, work: (write: Write) => Promise<Counts>): Promise<Counts> {
  const file = await open(path, 'w', 0o600).catch((error: unknown) => {
    const why = typeof error === 'object' && error !== null && 'code' in error ? ` (${String(error.code)})` : '';
    throw new CommandFailed(`The file ${path} cannot be written${why}.`);
  });
  try {
    return await work(async (text) => void (await file.write(text)));
  } finally {
    await file.close();
  }
}

function failureOf({ unreadable, orders }: Counts): { readonly failure?: string } {
  if (unreadable === 0) return {};
  return { failure: `${unreadable} of ${orders} orders could not be read; the column problem says why.` };
}

function periodOf(from: string, to: string): Period {
  const period = { from: instant('--from', from), to: instant('--to', to) };
  if (Date.parse(period.from) < Date.parse(period.to)) return period;
  throw new WrongUsage('--from must be before --to, which itself is not part of the period.');
}

/** An instant, or a date, which means its midnight in UTC. */
function instant(option: string, text: string): string {
  try {
    return instantText(instantOf(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text));
  } catch {
    throw new WrongUsage(
      `${option} must be a date such as 2026-11-24, or an instant with its offset such as 2026-11-24T13:30:00Z.`,
    );
  }
}
