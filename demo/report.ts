import type { FollowedStory } from './follow';
import { table } from './table';

/** How every order ended up, as a table. */
export function resultTable(followed: readonly FollowedStory[]): string[] {
  const rows = followed.map(({ story, status, tookMs }) => [
    status.reference,
    story.order.bankAccount.currency,
    status.stage,
    status.outcome ?? '-',
    status.evidence ?? '-',
    shortened(status.depositAddress?.address),
    `${(tookMs / 1000).toFixed(1)} s`,
  ]);
  return table(['reference', 'currency', 'stage', 'outcome', 'evidence', 'address', 'took'], rows);
}

/** A sentence for each order that did not come to its expected end. */
export function misses(followed: readonly FollowedStory[]): string[] {
  return followed.flatMap(({ story: { expected }, status }) => {
    if (status.stage === expected.stage && status.outcome === expected.outcome) return [];
    const attention = status.needsAttention ? `, needing attention (${status.needsAttention.reason})` : '';
    return [
      `${status.reference} should be ${expected.outcome} at ${expected.stage}, ` +
        `but is ${status.outcome ?? 'without an outcome'} at ${status.stage}${attention}.`,
    ];
  });
}

function shortened(address: string | undefined): string {
  return address === undefined ? '-' : `${address.slice(0, 6)}…${address.slice(-4)}`;
}
