import type { Client } from '@temporalio/client';
import { listExecutions } from '../../src/client/visible-executions';
import type { Tally } from './tally';

/** A workflow that looks after an event which no order was known by. */
export interface Kept {
  readonly workflowId: string;
  readonly running: boolean;
}

export async function listKept(client: Client, taskQueue: string): Promise<readonly Kept[]> {
  const query = `WorkflowType = "unmatchedWebhook" AND TaskQueue = "${taskQueue}"`;
  const kept: Kept[] = [];
  for await (const { workflowId, running } of listExecutions(client, query)) kept.push({ workflowId, running });
  return kept;
}

/** Whether what was unknown is looked after by exactly one workflow, which has not ended. */
export function isKept({ keptAs }: Tally['unknowns'][number], kept: readonly Kept[]): boolean {
  const own = kept.filter(({ workflowId }) => workflowId.startsWith(keptAs));
  return own.length === 1 && own.every(({ running }) => running);
}

/** What came before its order could be found by it, and has not been handed to it yet. */
export function stillToDeliver(kept: readonly Kept[], unknowns: Tally['unknowns']): Kept[] {
  return kept.filter(
    ({ workflowId, running }) => running && !unknowns.some(({ keptAs }) => workflowId.startsWith(keptAs)),
  );
}

/** Sentences about what was not kept as exactly one workflow each, and about what is kept without need. */
export function wronglyKept(kept: readonly Kept[], unknowns: Tally['unknowns']): string[] {
  const missing = unknowns.flatMap(({ kind, keptAs }) => {
    const own = kept.filter(({ workflowId }) => workflowId.startsWith(keptAs));
    if (own.length !== 1) return [`What was sent about an unknown ${kind} is kept ${own.length} times (${keptAs}).`];
    return own.every(({ running }) => running) ? [] : [`What is known of an unknown ${kind} was dropped (${keptAs}).`];
  });
  const needless = stillToDeliver(kept, unknowns).map(
    ({ workflowId }) => `${workflowId} is still kept, although its order is there.`,
  );
  return [...missing, ...needless];
}
