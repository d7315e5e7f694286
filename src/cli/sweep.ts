import { commandPrefix } from '../signals/command-line';
import type { Answer } from './answer';
import { withOfframps } from './session';
import type { Terminal } from './terminal';

/** Sweeps now, and says what was found. */
export async function sweep(terminal: Terminal): Promise<Answer> {
  const report = await withOfframps(terminal, (offramps) => offramps.sweep());
  const { looked, changed, told, unmatched, postponed } = report;
  const text = [
    `Looked at ${looked} customers, deposits and trades; ${changed} have changed since the last sweep.`,
    `${told} of these changes were news to an order.`,
    ...(unmatched > 0 ? [`${unmatched} belong to no order that is known. See: ${commandPrefix} list --unmatched`] : []),
    ...(postponed > 0 ? [`${postponed} could not be read or told yet; the next sweep tries them again.`] : []),
  ].join('\n');
  return { json: report, text };
}
