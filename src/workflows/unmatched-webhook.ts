import { CancellationScope, condition, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { ProviderActivities } from '../activities';
import { isUnreadable } from '../encryption/payload-converter';
import { isUnmatchedWebhook, type UnmatchedWebhook, type UnmatchedWebhookResult } from '../signals/unmatched-webhook';
import { eventDelivery } from './activity-options';
import { isTemporalFailure } from './failure-reasons';
import { unreadableInput } from './invalid-input';
import { countUnmatched } from './order-metrics';
import { handleUnmatchedMessages, UnmatchedCase } from './unmatched-case';
import type { UnmatchedCommand } from './unmatched-commands';
import { deliverForUnlessTold } from './unmatched-details';

/**
 * Looks after an event that no order was known by when it came: tries to deliver it for a day, and then waits for a
 * person, who assigns it to an order or dismisses it. Nothing authentic is dropped (DESIGN section 3, rule 5).
 */
export async function unmatchedWebhook(input: UnmatchedWebhook): Promise<UnmatchedWebhookResult> {
  if (isUnreadable(input) || !isUnmatchedWebhook(input)) throw unreadableInput();
  const unmatchedCase = new UnmatchedCase(input);
  handleUnmatchedMessages(unmatchedCase);
  countUnmatched(input.signal.name);
  return CancellationScope.nonCancellable(async () => {
    unmatchedCase.show();
    const result = await lookAfter(unmatchedCase);
    unmatchedCase.close(result);
    return result;
  });
}

/** What becomes of it in the end. */
async function lookAfter(unmatchedCase: UnmatchedCase): Promise<UnmatchedWebhookResult> {
  const { commands, unmatched } = unmatchedCase;
  const activities = deliveryActivities(unmatched);
  const isTold = () => commands.length > 0;
  for (let gaveUp = false; ;) {
    if (!gaveUp && !isTold()) {
      const delivered = await deliverUnless(isTold, () => activities.deliverEvent(unmatched));
      if (delivered.result) return delivered.result;
      gaveUp = delivered.gaveUp;
      continue;
    }
    if (!isTold()) {
      unmatchedCase.needAPerson();
      await condition(isTold);
    }
    const command = commands.shift();
    const result = command && (await act(command, unmatchedCase, activities));
    if (result) return result;
  }
}

/** Does what an operator decided; nothing becomes of it where it cannot be done. */
async function act(
  { name, operator, reason, reference = '' }: UnmatchedCommand,
  { told, unmatched: { signal, objectKey } }: UnmatchedCase,
  { assignEvent }: DeliveryActivities,
): Promise<UnmatchedWebhookResult | undefined> {
  if (name === 'dismiss') {
    told.push(`Dismissed by ${operator}: ${reason}`);
    return { outcome: 'dismissed', workflowIds: [] };
  }
  try {
    const { taken, workflowId } = await assignEvent({ reference, signal, objectKey });
    const became = taken ? '' : ' — not done: there is no such order, or it has not taken it.';
    told.push(`Assigned to ${reference} by ${operator}: ${reason}${became}`);
    return taken ? { outcome: 'assigned', workflowIds: [workflowId] } : undefined;
  } catch (error) {
    if (!isTemporalFailure(error)) throw error;
    told.push(`Assigned to ${reference} by ${operator}: not done, it could not be delivered.`);
    return undefined;
  }
}

type DeliveryActivities = Pick<ProviderActivities, 'deliverEvent' | 'assignEvent'>;

function deliveryActivities({ deliverFor = deliverForUnlessTold }: UnmatchedWebhook): DeliveryActivities {
  const taskQueue = `${workflowInfo().taskQueue}-coinut`;
  return proxyActivities<ProviderActivities>({ ...eventDelivery(deliverFor), taskQueue });
}

/** Runs a delivery until it succeeds, fails for good, or somebody decides otherwise; then nothing of it lands later. */
async function deliverUnless(
  decided: () => boolean,
  deliver: () => Promise<UnmatchedWebhookResult>,
): Promise<{ readonly result?: UnmatchedWebhookResult; readonly gaveUp: boolean }> {
  const scope = new CancellationScope();
  let settled: { result?: UnmatchedWebhookResult } | undefined;
  const running = scope.run(deliver).then(
    (result) => (settled = { result }),
    (error: unknown) => {
      if (!isTemporalFailure(error)) throw error;
      settled = {};
    },
  );
  await condition(() => settled !== undefined || decided());
  const calledOff = settled === undefined;
  if (calledOff) scope.cancel();
  await running;
  const { result } = settled ?? {};
  return { gaveUp: !calledOff && result === undefined, ...(result && { result }) };
}
