import type { Client } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { offrampNeedsAttentionKey } from '../signals/search-attributes';
import { signalNames } from '../signals/provider-events';
import { startOnce } from './start-once';
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

/** Whether any event of an object has been looked after as one that no order is known by, now or before. */
export async function hasBeenUnmatched(client: Client, objectKey: string): Promise<boolean> {
  const prefixes = Object.values(signalNames).map((name) => `WorkflowId STARTS_WITH "unmatched-${name}-${objectKey}-"`);
  const query = `WorkflowType = "unmatchedWebhook" AND (${prefixes.join(' OR ')})`;
  return (await client.workflow.count(query)).count > 0;
}
