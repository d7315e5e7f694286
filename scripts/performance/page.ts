import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { figureLines } from '../../bench/parts/compare-results';
import { keptResult } from '../../bench/parts/kept-results';
import type { BenchResult } from '../../bench/parts/result';

/** Where the page about performance stands. */
export const performancePageFile = join(__dirname, '..', '..', 'docs', 'performance.md');

/** What stands in the page between a mark such as `<!-- figures:herd -->` and the end of the block after it. */
const figures = /(<!-- figures:([a-z-]+) -->\n\n```\n)[^]*?(\n```)/g;

/** The page with its figures as they are kept in `bench/results`. */
export function performancePage(): string {
  const page = readFileSync(performancePageFile, 'utf8');
  return page.replace(figures, (_block, before: string, name: string, after: string) => {
    return `${before}${figuresOf(keptResult(name))}${after}`;
  });
}

function figuresOf(result: BenchResult): string {
  const { setting, measuredOn, machine } = result;
  const onWhat = `Measured on ${measuredOn}: ${machine.cores} cores, Node ${machine.node}.`;
  return [setting, ...figureLines(result), onWhat].join('\n');
}
