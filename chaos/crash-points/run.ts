import type { Site } from '../parts/site';
import type { RowOutcome } from './outcome';
import { endText, seconds } from './report';
import { inOrderOfStart, type Row } from './rows';
import { runRow } from './run-row';

/** Runs all rows, at most `lanes` of them at once, and says how each got on. The outcomes come in the rows' order. */
export async function runRows(
  rows: readonly Row[],
  site: Site,
  { lanes, say }: { readonly lanes: number; readonly say: (line: string) => void },
): Promise<RowOutcome[]> {
  const outcomes = new Map<Row, RowOutcome>();
  const waiting = inOrderOfStart(rows);
  const work = async (): Promise<void> => {
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
      const outcome = await runRow(row, `${rows.indexOf(row) + 1}`, site);
      outcomes.set(row, outcome);
      say(`${String(outcomes.size).padStart(3)}/${rows.length}  ${progress(outcome)}`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, rows.length) }, work));
  return rows.flatMap((row) => outcomes.get(row) ?? []);
}

function progress(outcome: RowOutcome): string {
  const { struck, point } = outcome.row;
  const name = `${struck.name} ${point.name}`;
  if ('reason' in outcome) return `${name}: could not be carried through: ${outcome.reason}`;
  return `${name}: ${endText(outcome.ends)} after ${seconds(outcome.tookMs)}`;
}
