import {
  ApplicationFailure,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { offrampAttentionReasonKey, offrampNeedsAttentionKey } from '../signals/search-attributes';
import {
  assignUpdate,
  dismissUpdate,
  unmatchedStatusQuery,
  type UnmatchedWebhook,
  type UnmatchedWebhookResult,
  type UnmatchedWebhookStatus,
} from '../signals/unmatched-webhook';
import { unmatchedCommand, unmatchedCommandProblem, type UnmatchedCommand } from './unmatched-commands';
import { unmatchedDetails } from './unmatched-details';

/** An event that is looked after: how it stands, and what operators wish to be done about it. */
export class UnmatchedCase {
  readonly commands: UnmatchedCommand[] = [];
  /** What operators did, in words. */
  readonly told: string[] = [];
  private readonly since = new Date().toISOString();
  private needsAttention = false;
  private result: UnmatchedWebhookResult | undefined;

  constructor(readonly unmatched: UnmatchedWebhook) {}

  status(): UnmatchedWebhookStatus {
    const { since, needsAttention, result } = this;
    const { signal, objectKey } = this.unmatched;
    const waitingFor = needsAttention ? 'an operator, who assigns or dismisses it' : 'an order that is known by it';
    const object = objectKey === undefined ? {} : { object: objectKey };
    return { event: signal.name, ...object, since, needsAttention, waitingFor, ...(result && { result }) };
  }

  needAPerson(): void {
    this.needsAttention = true;
    upsertSearchAttributes([
      { key: offrampNeedsAttentionKey, value: true },
      { key: offrampAttentionReasonKey, value: 'unmatched-webhook' },
    ]);
    this.show();
  }

  /** What is asked for from now on comes too late. */
  close(result: UnmatchedWebhookResult): void {
    this.result = result;
    for (const { name, operator } of this.commands.splice(0)) {
      this.told.push(`${name} by ${operator}: not done, it came too late.`);
    }
    this.needsAttention = false;
    this.show();
    upsertSearchAttributes([
      { key: offrampNeedsAttentionKey, value: false },
      { key: offrampAttentionReasonKey, value: null },
    ]);
  }

  /** Shows how it stands in Temporal UI. */
  show(): void {
    const { unmatched, since, needsAttention, told, result } = this;
    const { workflowId } = workflowInfo();
    setCurrentDetails(
      unmatchedDetails({ workflowId, unmatched, since, needsAttention, told, ...(result && { result }) }),
    );
  }
}

/** Registers every message of it, before its first wait. */
export function handleUnmatchedMessages(unmatchedCase: UnmatchedCase): void {
  const accept = (name: UnmatchedCommand['name'], given: unknown) => {
    unmatchedCase.commands.push(unmatchedCommand(name, given));
    return { accepted: `${name} is recorded; what became of it stands in the details.` };
  };
  const validator = (name: UnmatchedCommand['name']) => (given: unknown) => {
    const problem = unmatchedCommandProblem(name, given);
    if (problem !== undefined) throw ApplicationFailure.nonRetryable(problem, 'OperatorRefused');
  };
  setHandler(unmatchedStatusQuery, () => unmatchedCase.status());
  setHandler(assignUpdate, (given) => accept('assign', given), {
    validator: validator('assign'),
    description: 'Hand it to the order with this reference.',
  });
  setHandler(dismissUpdate, (given) => accept('dismiss', given), {
    validator: validator('dismiss'),
    description: 'It concerns no order: end this.',
  });
}
