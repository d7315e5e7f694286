import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { chartSvg } from '../charts/chart-svg';
import { runWith } from '../../scripts/temporal/command';
import { comparisonLines } from './compare-results';
import { keptResult, parseResult, resultFile } from './kept-results';
import { shortcomingsOf, type BenchResult } from './result';

const root = join(__dirname, '..', '..');
const imageFolder = join('docs', 'images', 'performance');

export interface Keeping {
  /** False: a short run, which would only spoil the results that are kept. */
  readonly keep: boolean;
  readonly say: (line: string) => void;
}

/**
 * Says what was found beside what is committed, writes it down where it is to be kept, with its charts, and answers with
 * what falls short of what is promised.
 */
export async function conclude(
  found: Omit<BenchResult, 'measuredOn' | 'machine'>,
  { keep, say }: Keeping,
): Promise<string[]> {
  const machine = { cores: availableParallelism(), node: process.versions.node };
  const result: BenchResult = { ...found, measuredOn: new Date().toISOString().slice(0, 10), machine };
  say(`${result.name}: ${result.setting}`);
  comparisonLines(result, keep ? await committed(result.name) : undefined).forEach(say);
  if (keep) await write(result, say);
  return shortcomingsOf(result);
}

async function write(result: BenchResult, say: (line: string) => void): Promise<void> {
  const file = resultFile(result.name);
  await mkdir(join(root, 'bench', 'results'), { recursive: true });
  await mkdir(join(root, imageFolder), { recursive: true });
  await writeFile(join(root, file), `${JSON.stringify(result, undefined, 2)}\n`);
  // Drawn from what was written, so that a chart shows nothing that the file does not hold.
  const { charts } = keptResult(result.name);
  for (const chart of charts) await writeFile(join(root, imageFolder, `${chart.name}.svg`), chartSvg(chart));
  say(`  Written to ${file}${charts.map(({ name }) => `, ${join(imageFolder, name)}.svg`).join('')}.`);
}

/** The results as they were committed last; none where there are none, or no git. */
async function committed(name: string): Promise<BenchResult | undefined> {
  try {
    const { stdout } = await runWith({}, 'git', ['-C', root, 'show', `HEAD:${resultFile(name)}`], 10_000);
    return parseResult(stdout);
  } catch {
    return undefined;
  }
}
