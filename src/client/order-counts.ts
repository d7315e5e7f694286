import type { Client } from '@temporalio/client';
import { attentionReasons } from '../signals/attention-reasons';
import { offrampAttentionReasonKey } from '../signals/search-attributes';
import { offrampStages, type OfframpStage } from '../signals/stages';
import { orderQuery, unmatchedQuery } from './order-queries';
import { listExecutions } from './visible-executions';

/** How many orders are under way, as Temporal's index shows them. */
export interface OrderCounts {
  readonly byStage: Readonly<Record<OfframpStage, number>>;
  /** Those that need a person, by every reason that there is; `other` beyond the first 1,000. */
  readonly byAttention: Readonly<Record<string, number>>;
  /** Events that are looked after since no order is known by them. */
  readonly unmatched: number;
}

const mostListed = 1_000;

/** Counts with some small queries, before each of which `pause` is awaited: servers allow only some in a second. */
export async function countOrders(client: Client, pause: () => Promise<unknown>): Promise<OrderCounts> {
  const count = async (query: string): Promise<number> => {
    await pause();
    return (await client.workflow.count(query)).count;
  };
  const stages: [OfframpStage, number][] = [];
  for (const stage of offrampStages) stages.push([stage, await count(orderQuery({ stage, running: true }))]);
  const byAttention = await countAttention(client, pause);
  const unmatched = await count(unmatchedQuery());
  // Every stage has been counted.
  return { byStage: Object.fromEntries(stages) as Record<OfframpStage, number>, byAttention, unmatched };
}

async function countAttention(client: Client, pause: () => Promise<unknown>): Promise<Record<string, number>> {
  await pause();
  const counts: Record<string, number> = Object.fromEntries(Object.keys(attentionReasons).map((reason) => [reason, 0]));
  let listed = 0;
  for await (const { searchAttributes } of listExecutions(
    client,
    orderQuery({ needsAttention: true, running: true }),
  )) {
    const reason = listed < mostListed ? (searchAttributes.get(offrampAttentionReasonKey) ?? 'other') : 'other';
    counts[reason] = (counts[reason] ?? 0) + 1;
    listed += 1;
    if (listed > mostListed) break;
  }
  return counts;
}
