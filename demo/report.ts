import type { OfframpStatus } from '../src/client';
import { attentionReasons } from '../src/signals/attention-reasons';
import { endText, isReached } from './expected-end';
import type { OrderEnd } from './follow';
import { shownReference } from './shown-reference';
import { table } from './table';

const head = ['reference', 'currency', 'stage', 'outcome', 'because of', 'address', 'took'];

/** How every order ended up, as a table, with a sentence below it for each that waits for a person. */
export function resultTable(ends: readonly OrderEnd[]): string[] {
  const rows = ends.map(({ order: { reference, currency }, status, tookMs }) => [
    shownReference(reference),
    currency,
    status?.stage ?? '-',
    outcomeOf(status),
    causeOf(status),
    shortened(status?.depositAddress?.address),
    `${(tookMs / 1000).toFixed(1)} s`,
  ]);
  return [...table(head, rows), ...ends.flatMap(attentionSentence)];
}

/** A sentence for each order that did not come to its expected end. */
export function misses(ends: readonly OrderEnd[]): string[] {
  return ends.flatMap(({ order: { reference, expected }, status }) => {
    if (status === undefined) return [`There is no order ${reference}, though one should be ${endText(expected)}.`];
    if (isReached(expected, status)) return [];
    const attention = status.needsAttention ? `, needing attention (${status.needsAttention.reason})` : '';
    return [
      `${reference} should be ${endText(expected)}, ` +
        `but is ${status.outcome ?? 'without an outcome'} at ${status.stage}${attention}.`,
    ];
  });
}

function outcomeOf(status: OfframpStatus | undefined): string {
  return status?.outcome ?? (status?.needsAttention ? 'needs attention' : '-');
}

/** What a settled order rests on, and why another one came to its end or stands still. */
function causeOf(status: OfframpStatus | undefined): string {
  return status?.evidence ?? status?.needsAttention?.reason ?? status?.reason ?? '-';
}

function attentionSentence({ order, status }: OrderEnd): string[] {
  const { reason } = status?.needsAttention ?? {};
  if (reason === undefined) return [];
  const sentences: Readonly<Record<string, string>> = attentionReasons;
  return ['', `${order.reference} waits for a person: ${sentences[reason] ?? reason}`];
}

function shortened(address: string | undefined): string {
  return address === undefined ? '-' : `${address.slice(0, 6)}…${address.slice(-4)}`;
}
