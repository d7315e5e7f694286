import type { ListedOrder } from '../client';
import { commandPrefix } from '../signals/command-line';
import { columns, oneLine, words } from './layout';

/** What one order said to a command. */
export type OrderAnswer = { readonly reference: string } & (
  { readonly became: 'done' } | { readonly became: 'refused' | 'failed'; readonly sentence: string }
);

/** Orders that said the same. */
export interface SameAnswer {
  readonly sentence: string;
  readonly references: readonly string[];
}

/** What many orders said to a command. */
export interface ManyOrdersReport {
  readonly done: readonly string[];
  readonly refused: readonly SameAnswer[];
  readonly failed: readonly SameAnswer[];
}

/** A sentence on one order as any order might say it, so that those which say the same are told of together. */
export function ofAnyOrder(sentence: string, reference: string): string {
  return sentence.replace(`he order ${reference}`, 'he order');
}

/** The answers of all orders, those together that say the same. */
export function reportOf(answers: readonly OrderAnswer[]): ManyOrdersReport {
  return {
    done: answers.filter(({ became }) => became === 'done').map(({ reference }) => reference),
    refused: grouped(answers, 'refused'),
    failed: grouped(answers, 'failed'),
  };
}

function grouped(answers: readonly OrderAnswer[], became: 'refused' | 'failed'): SameAnswer[] {
  const bySentence = new Map<string, string[]>();
  for (const answer of answers) {
    if (answer.became !== became) continue;
    bySentence.set(answer.sentence, [...(bySentence.get(answer.sentence) ?? []), answer.reference]);
  }
  return [...bySentence].map(([sentence, references]) => ({ sentence, references }));
}

/** What would be done to which orders; `shown` are the first of them. */
export function previewText(command: string, matching: number, shown: readonly ListedOrder[]): string {
  if (matching === 0) return 'No order under way matches.';
  const count = `${ordersInWords(matching)} under way ${matching === 1 ? 'matches' : 'match'}`;
  return [
    matching > shown.length ? `${count}. The first ${shown.length}:` : `${count}:`,
    columns([['Reference', 'Stage', 'Currency', 'Needs attention'], ...shown.map(row)]),
    '',
    `Nothing has been done. To send ${command} to ${matching === 1 ? 'it' : 'all of them'}, add: --yes`,
  ].join('\n');
}

function row({ reference, stage, currency, needsAttention, attentionReason }: ListedOrder): string[] {
  const attention = needsAttention ? words(attentionReason ?? 'yes') : '';
  return [reference, words(stage ?? 'not begun'), currency ?? '', attention];
}

/** What came of it, for people. */
export function reportText({ done, refused, failed }: ManyOrdersReport): string {
  return [
    `Done: ${ordersInWords(done.length)}.`,
    ...refused.flatMap((same) => sameText('Refused by', same)),
    ...failed.flatMap((same) => sameText('Failed for', same)),
    ...(done.length === 0 ? [] : [`What became of it: ${commandPrefix} audit <reference>`]),
  ].join('\n');
}

/** So many references are named; a program gets all of them. */
const named = 10;

function sameText(what: string, { sentence, references }: SameAnswer): string[] {
  const more = references.length > named ? `, and ${references.length - named} more` : '';
  return [
    oneLine(`${what} ${ordersInWords(references.length)}: ${sentence}`),
    `  ${references.slice(0, named).join(', ')}${more}`,
  ];
}

export function ordersInWords(count: number): string {
  return count === 1 ? '1 order' : `${count} orders`;
}
