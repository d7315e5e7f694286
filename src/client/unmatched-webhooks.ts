import type { Client } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { offrampNeedsAttentionKey } from '../signals/search-attributes';
import { signalNames } from '../signals/provider-events';
import { startOnce } from './start-once';
import { listExecutions } from './visible-executions';
import { unmatchedWebhookId, type UnmatchedWebhook } from '../signals/unmatched-webhook';

/**
 * Has Temporal look after an event that no order is known by yet. Once this returns, Temporal has it. `said` tells
 * deliveries apart: the same again is the same workflow, also after that has ended.
 */
export async function keepUnmatched(
  { client, taskQueue }: { readonly client: Client; readonly taskQueue: string },
  unmatched: UnmatchedWebhook,
  said: string | Uint8Array,
): Promise<void> {
  const { signal, objectKey } = unmatched;
  await startOnce(client, 'unmatchedWebhook', {
    workflowId: unmatchedWebhookId(unmatched, said),
    taskQueue,
    args: [unmatched],
    typedSearchAttributes: new TypedSearchAttributes([{ key: offrampNeedsAttentionKey, value: false }]),
    staticSummary: `${signal.name} of ${objectKey ?? 'an unnamed object'}: no order is known by it yet`,
  });
}

/** Whether an event of an object is, or was, looked after as one that no order is known by. */
export async function unmatchedBefore(client: Client, objectKey: string): Promise<'running' | 'ended' | undefined> {
  const ids = Object.values(signalNames).map((name) => `WorkflowId STARTS_WITH "unmatched-${name}-${objectKey}-"`);
  let found: 'ended' | undefined;
  for await (const { running } of listExecutions(
    client,
    `WorkflowType = "unmatchedWebhook" AND (${ids.join(' OR ')})`,
  )) {
    if (running) return 'running';
    found = 'ended';
  }
  return found;
}
