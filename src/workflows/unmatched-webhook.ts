import {
  ApplicationFailure,
  CancellationScope,
  condition,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { ProviderActivities } from '../activities';
import { isUnreadable } from '../encryption/payload-converter';
import { offrampAttentionReasonKey, offrampNeedsAttentionKey } from '../signals/search-attributes';
import {
  assignUpdate,
  dismissUpdate,
  isUnmatchedWebhook,
  unmatchedStatusQuery,
  type UnmatchedWebhook,
  type UnmatchedWebhookResult,
} from '../signals/unmatched-webhook';
import { eventDelivery } from './activity-options';
import { unreadableInput } from './invalid-input';
import { countUnmatched } from './order-metrics';
import { isTemporalFailure } from './failure-reasons';
import { unmatchedCommand, unmatchedCommandProblem, type UnmatchedCommand } from './unmatched-commands';
import { deliverForUnlessTold, unmatchedDetails } from './unmatched-details';

/**
 * Looks after an event that no order was known by when it came: tries to deliver it for a day, and then waits for a
 * person, who assigns it to an order or dismisses it. Nothing authentic is dropped (DESIGN section 3, rule 5).
 */
export async function unmatchedWebhook(input: UnmatchedWebhook): Promise<UnmatchedWebhookResult> {
  if (isUnreadable(input) || !isUnmatchedWebhook(input)) throw unreadableInput();
  const since = new Date().toISOString();
  const commands: UnmatchedCommand[] = [];
  const told: string[] = [];
  let needsAttention = false;
  let result: UnmatchedWebhookResult | undefined;
  const { workflowId } = workflowInfo();
  const view = () => ({ workflowId, unmatched: input, since, needsAttention, told, ...(result && { result }) });

  setHandler(unmatchedStatusQuery, () => {
    const { signal, objectKey } = input;
    const waitingFor = needsAttention ? 'an operator, who assigns or dismisses it' : 'an order that is known by it';
    const object = objectKey === undefined ? {} : { object: objectKey };
    return { event: signal.name, ...object, since, needsAttention, waitingFor, ...(result && { result }) };
  });
  const accept = (name: UnmatchedCommand['name'], given: unknown) => {
    commands.push(unmatchedCommand(name, given));
    return { accepted: `${name} is recorded; what became of it stands in the details.` };
  };
  const validator = (name: UnmatchedCommand['name']) => (given: unknown) => {
    const problem = unmatchedCommandProblem(name, given);
    if (problem !== undefined) throw ApplicationFailure.nonRetryable(problem, 'OperatorRefused');
  };
  setHandler(assignUpdate, (given) => accept('assign', given), {
    validator: validator('assign'),
    description: 'Hand it to the order with this reference.',
  });
  setHandler(dismissUpdate, (given) => accept('dismiss', given), {
    validator: validator('dismiss'),
    description: 'It concerns no order: end this.',
  });
  const { deliverEvent, assignEvent } = deliveryActivities(input);
  countUnmatched(input.signal.name);

  return CancellationScope.nonCancellable(async () => {
    setCurrentDetails(unmatchedDetails(view()));
    for (let gaveUp = false; result === undefined;) {
      if (!gaveUp && commands.length === 0) {
        const delivered = await deliverUnless(
          () => commands.length > 0,
          () => deliverEvent(input),
        );
        result = delivered.result;
        gaveUp = delivered.gaveUp;
        continue;
      }
      if (commands.length === 0) await needAPerson();
      const command = commands.shift();
      if (command) result = await act(command);
    }
    for (const { name, operator } of commands.splice(0))
      told.push(`${name} by ${operator}: not done, it came too late.`);
    needsAttention = false;
    setCurrentDetails(unmatchedDetails(view()));
    upsertSearchAttributes([
      { key: offrampNeedsAttentionKey, value: false },
      { key: offrampAttentionReasonKey, value: null },
    ]);
    return result;
  });

  async function needAPerson(): Promise<void> {
    needsAttention = true;
    upsertSearchAttributes([
      { key: offrampNeedsAttentionKey, value: true },
      { key: offrampAttentionReasonKey, value: 'unmatched-webhook' },
    ]);
    setCurrentDetails(unmatchedDetails(view()));
    await condition(() => commands.length > 0);
  }

  async function act({
    name,
    operator,
    reason,
    reference,
  }: UnmatchedCommand): Promise<UnmatchedWebhookResult | undefined> {
    if (name === 'dismiss') {
      told.push(`Dismissed by ${operator}: ${reason}`);
      return { outcome: 'dismissed', workflowIds: [] };
    }
    try {
      const { taken, workflowId } = await assignEvent({
        reference: reference ?? '',
        signal: input.signal,
        objectKey: input.objectKey,
      });
      told.push(
        `Assigned to ${reference} by ${operator}: ${reason}${taken ? '' : ' — not done: no such order is running, or it has not taken it.'}`,
      );
      return taken ? { outcome: 'assigned', workflowIds: [workflowId] } : undefined;
    } catch (error) {
      if (!isTemporalFailure(error)) throw error;
      told.push(`Assigned to ${reference} by ${operator}: not done, it could not be delivered.`);
      return undefined;
    }
  }
}

function deliveryActivities({ deliverFor = deliverForUnlessTold }: UnmatchedWebhook) {
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
