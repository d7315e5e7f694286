const changing: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g, '<instant>'],
  [/\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} UTC/g, '<moment>'],
  [/\d{4}-\d{2}-\d{2}/g, '<date>'],
  [/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/g, '<id>'],
  [/\b(?:localhost|127\.0\.0\.1):\d+/g, '<address>'],
];

/** A line of output without what differs from one run to the next: times, ids, addresses and the widths of columns. */
function essence(line: string): string {
  return changing
    .reduce((text, [pattern, name]) => text.replace(pattern, name), line)
    .replace(/ {2,}/g, '  ')
    .trim();
}

/** The lines that a page shows and a program has not printed, in that sequence; a line of `…` stands for any. */
export function missingLines(shown: readonly string[], printed: string): string[] {
  const lines = printed.split('\n').map(essence);
  let from = 0;
  return shown
    .filter((line) => line.trim() !== '…' && line.trim() !== '')
    .filter((line) => {
      const found = lines.indexOf(essence(line), from);
      if (found >= 0) from = found + 1;
      return found < 0;
    });
}
