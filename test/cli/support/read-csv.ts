/** Reads CSV as RFC 4180 has it, by the letter: each line ends with CR LF, and quotes within quotes are doubled. */
export function cellsOf(csv: string): string[][] {
  const lines: string[][] = [];
  let cells: string[] = [];
  let rest = csv;
  while (rest !== '') {
    const [whole, quoted, plain = '', end] = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest) ?? [];
    if (whole === undefined) throw new Error(`This is no CSV: ${JSON.stringify(rest.slice(0, 40))}`);
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    rest = rest.slice(whole.length);
    if (end === ',') continue;
    lines.push(cells);
    cells = [];
  }
  return lines;
}

/** The rows of CSV with a head, as objects by the names of their columns. */
export function rowsByName(csv: string): Record<string, string>[] {
  const [names = [], ...rows] = cellsOf(csv);
  return rows.map((cells) => Object.fromEntries(names.map((name, column) => [name, cells[column] ?? ''])));
}
