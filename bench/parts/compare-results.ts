import { written, type BenchResult, type Figure } from './result';

/** Below this part of itself a difference from one run to the next says nothing. */
const noise = 0.05;

/** The figures of a run, one a line, each beside that of the run before where there was one; then with what they compare. */
export function comparisonLines(result: BenchResult, before: BenchResult | undefined): string[] {
  return [...figureLines(result, before), beside(result, before)].map((line) => `  ${line}`);
}

/** The figures of a run, one a line. */
export function figureLines(result: BenchResult, before?: BenchResult): string[] {
  const width = Math.max(...result.figures.map(({ name }) => name.length));
  return result.figures.map((figure) => {
    const then = before?.figures.find(({ name, unit }) => name === figure.name && unit === figure.unit);
    const was = then === undefined ? '' : `   was ${written(then)}${change(figure, then)}`;
    return `${figure.name.padEnd(width)}  ${written(figure)}${limitOf(figure)}${was}`;
  });
}

function change({ value, better }: Figure, then: Figure): string {
  if (then.value === 0 || value === then.value) return '';
  const part = value / then.value - 1;
  const percent = `${part > 0 ? '+' : ''}${(part * 100).toFixed(0)} %`;
  if (better === undefined || Math.abs(part) < noise) return ` (${percent})`;
  return ` (${percent}, ${part > 0 === (better === 'more') ? 'better' : 'worse'})`;
}

function limitOf({ atLeast, atMost }: Figure): string {
  if (atLeast !== undefined) return ` (at least ${atLeast})`;
  return atMost === undefined ? '' : ` (at most ${atMost})`;
}

/** Figures of two machines, or of two extents, are no comparison, so it is said where they differ. */
function beside(result: BenchResult, before: BenchResult | undefined): string {
  if (before === undefined) return 'No results are committed to compare these with.';
  const differs = [
    ...(result.machine.cores === before.machine.cores ? [] : [`${before.machine.cores} cores`]),
    ...(result.machine.node === before.machine.node ? [] : [`Node ${before.machine.node}`]),
    ...(result.setting === before.setting ? [] : ['another setting']),
  ];
  return `Compared with ${before.measuredOn}${differs.length > 0 ? `, which ran with ${differs.join(', ')}` : ''}.`;
}
