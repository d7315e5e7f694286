/** A word of the code as words for people: `awaiting-trade` as "awaiting trade". */
export function words(name: string): string {
  return name.replaceAll('-', ' ');
}

/** A moment as people read it, in UTC: `2026-11-24 13:30:05 UTC`. */
export function moment(at: string): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Rows as aligned columns. Text from outside cannot break the lines, nor command the terminal. */
export function columns(rows: readonly (readonly string[])[], indent = ''): string {
  const cells = rows.map((row) => row.map(oneLine));
  const count = Math.max(0, ...cells.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  return cells
    .map((row) => (indent + row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).trimEnd())
    .join('\n');
}

/** Text from outside on one line and without control characters. */
export function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}
