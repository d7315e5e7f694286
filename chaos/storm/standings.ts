import type { Client } from '@temporalio/client';
import { listExecutions } from '../../src/client/visible-executions';
import { offrampNeedsAttentionKey, offrampStageKey } from '../../src/signals/search-attributes';
import { offrampStages, type OfframpStage } from '../../src/signals/stages';

/** How an order stands, as Temporal lists it. */
export interface Standing {
  readonly stage: OfframpStage;
  readonly running: boolean;
  readonly needsAttention: boolean;
}

/** How all orders stand whose workflow ids begin like this, in one query: asking each would keep their worker busy. */
export async function standingsOf(client: Client, prefix: string): Promise<ReadonlyMap<string, Standing>> {
  const query = `WorkflowType IN ("offramp", "laterDeposit") AND WorkflowId STARTS_WITH "${prefix}"`;
  const standings = new Map<string, Standing>();
  for await (const { workflowId, running, searchAttributes } of listExecutions(client, query)) {
    const listed = searchAttributes.get(offrampStageKey);
    const stage = offrampStages.find((known) => known === listed) ?? 'registering-customer';
    standings.set(workflowId, {
      stage,
      running,
      needsAttention: searchAttributes.get(offrampNeedsAttentionKey) ?? false,
    });
  }
  return standings;
}

/** Whether nothing more is to come of an order for as long as nobody does anything. */
export function isAtRest({ stage, running, needsAttention }: Standing): boolean {
  return !running || needsAttention || stage === 'watching-for-return';
}

/** Whether an order does something by itself at this moment, rather than wait for word. */
export function isAtWork(standing: Standing): boolean {
  return !isAtRest(standing) && !standing.stage.startsWith('awaiting-') && standing.stage !== 'confirming-deposit';
}

/** Whether an order has left the stage after the one that an event leads out of, or will never come so far. */
export function isPast(standing: Standing, stageLeft: OfframpStage): boolean {
  return isAtRest(standing) || offrampStages.indexOf(standing.stage) > offrampStages.indexOf(stageLeft) + 1;
}
