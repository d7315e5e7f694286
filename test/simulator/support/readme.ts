import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The cells of the first table under a heading of the simulator's README, without its head. */
export function rowsUnder(heading: string): string[][] {
  const readme = readFileSync(join(__dirname, '../../../simulator/README.md'), 'utf8');
  const section = readme.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const table = /^\|.*\n(?:\|.*\n)+/m.exec(section)?.[0] ?? '';
  return table
    .trim()
    .split('\n')
    .slice(2)
    .map((line) => line.split('|').slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()));
}
