import type { Client } from '@temporalio/client';
import { offrampNeedsAttentionKey } from '../signals/search-attributes';
import { unmatchedOf } from '../signals/unmatched-webhook';
import { UnmatchedNotFound } from './errors';
import { unmatchedQuery } from './order-queries';
import type { Addressee } from './operator-updates';
import { listExecutions } from './visible-executions';

export interface UnmatchedFilter {
  readonly needsAttention?: boolean;
  /** At most this many, newest first; 100 unless told. */
  readonly limit?: number;
}

/** What can be told of an unmatched event without asking its workflow. */
export interface ListedUnmatched {
  readonly workflowId: string;
  /** The name of the signal, such as `depositReceived`. */
  readonly event: string;
  /** What it is about, such as `deposit:d-1`. */
  readonly object?: string;
  /** When it was first kept. */
  readonly since: string;
  readonly needsAttention: boolean;
}

/** The events that wait for an order, as Temporal's index shows them within a second or two. */
export async function listUnmatched(
  client: Client,
  { needsAttention, limit = 100 }: UnmatchedFilter,
): Promise<ListedUnmatched[]> {
  const query = unmatchedQuery(needsAttention === undefined ? {} : { needsAttention });
  const listed: ListedUnmatched[] = [];
  for await (const { workflowId, startedAt, searchAttributes } of listExecutions(client, query)) {
    if (listed.length >= limit) break;
    const isWaiting = searchAttributes.get(offrampNeedsAttentionKey) ?? false;
    listed.push({ workflowId, ...unmatchedOf(workflowId), since: startedAt.toISOString(), needsAttention: isWaiting });
  }
  return listed;
}

export function unmatchedNamed(workflowId: string): Addressee {
  return {
    workflowId,
    name: `the unmatched event ${workflowId}`,
    notFound: () => new UnmatchedNotFound(workflowId),
  };
}
