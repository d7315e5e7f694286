import { table } from '../../demo/table';
import type { Standing } from '../checker/orders';
import type { RowOutcome, RowResult } from './outcome';

const head = ['activity', 'crash point', 'fault', 'attempts', 'creates', 'duplicates', 'order ended', 'took'];
/** What the partner makes; the rest is the provider's own. */
const kindsShown = ['customer', 'bank-account', 'flow'];

export function resultTable(outcomes: readonly RowOutcome[]): string[] {
  return table(head, outcomes.map(cells));
}

function cells(outcome: RowOutcome): string[] {
  const { struck, point } = outcome.row;
  const name = [struck.name, point.name];
  if ('reason' in outcome) return [...name, '-', '-', '-', '-', 'not carried through', '-'];
  const { fault, attempts, verdict, ends, tookMs } = outcome;
  const creates = kindsShown.map((kind) => `${kind} ${verdict.creates.get(kind) ?? 0}`).join(', ');
  const { length: duplicates } = verdict.duplicates;
  return [
    ...name,
    fault,
    attempts === 0 ? '-' : String(attempts),
    creates,
    String(duplicates),
    endText(ends),
    seconds(tookMs),
  ];
}

/** How orders stand, in a few words. */
export function endText(ends: readonly Standing[]): string {
  const texts = ends.map(standingText);
  if (texts.length === 1) return texts.join();
  return [...new Set(texts)].map((text) => `${texts.filter((other) => other === text).length} ${text}`).join(', ');
}

function standingText(standing: Standing): string {
  switch (standing.is) {
    case 'settled':
      return 'settled';
    case 'ended':
      return `ended at ${standing.stage}`;
    case 'needing attention':
      return `needs attention (${standing.reason})`;
    case 'under way':
      return `NO END, at ${standing.stage}`;
    case 'broken':
      return `LOST: ${standing.how}`;
  }
}

export function summary(outcomes: readonly RowOutcome[], tookMs: number): string {
  const done = outcomes.filter((outcome) => 'verdict' in outcome);
  const sum = (count: (result: RowResult) => number) => done.reduce((total, result) => total + count(result), 0);
  const kills = done.filter(({ row }) => row.point.fault === 'kill').length;
  const standing = (is: Standing['is']) => sum(({ ends }) => ends.filter((end) => end.is === is).length);
  return [
    `${done.length} of ${outcomes.length} rows: ${kills} kills, ${done.length - kills} freezes;`,
    `${standing('settled')} orders settled, ${standing('needing attention')} waiting for an operator;`,
    `${sum(({ verdict }) => verdict.duplicates.length)} duplicate creates,`,
    `${sum(({ verdict }) => verdict.lost.length)} orders without an end or an explicit wait.`,
    `Everything took ${seconds(tookMs)}.`,
  ].join(' ');
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
