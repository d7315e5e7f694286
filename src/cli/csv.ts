import { isAmount } from '../banking/money';

/** A line of a CSV file as RFC 4180 has it. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(quotedWhereNeeded).join(',')}\r\n`;
}

/** Text from outside, which a spreadsheet must not take for a formula and carry out. */
export function textCell(text: string): string {
  return /^[=+\-@\t\r\n\uFF0B\uFF0D\uFF1D\uFF20]/.test(text) ? `'${text}` : text;
}

/** An amount as it is, so that a spreadsheet can calculate with it; whatever else came in its place, as text. */
export function amountCell(amount: string): string {
  return isAmount(amount) ? amount : textCell(amount);
}

function quotedWhereNeeded(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
