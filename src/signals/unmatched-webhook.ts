import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { defineQuery, defineUpdate } from '@temporalio/workflow';
import { parseDuration } from './durations';
import type { CommandAccepted, OperatorCommand } from './operator-commands';
import type { BankReport } from './sightings';

/** A signal for an order that has not been found yet: an event of the provider's, or a bank's report. */
export interface UnmatchedWebhook {
  readonly signal: { readonly name: string; readonly payload: object };
  /** Names the very object that the event is about, such as `deposit:d-1`. */
  readonly objectKey?: string;
  /** Every key under which its orders may be found. */
  readonly keys: readonly string[];
  /** The order that the sender named; nothing else is searched then. */
  readonly workflowId?: string;
  /** The order that has declined it and need not be told. */
  readonly declinedBy?: string;
  /** How long an order is looked for before a person has to see to it; a day unless told. */
  readonly deliverFor?: string;
}

/** Whether a workflow's input is what the relay or an order sends. */
export function isUnmatchedWebhook(input: unknown): input is UnmatchedWebhook {
  if (typeof input !== 'object' || input === null || !('signal' in input) || !('keys' in input)) return false;
  const { signal, keys } = input;
  const deliverFor = 'deliverFor' in input ? input.deliverFor : undefined;
  const isSignal = typeof signal === 'object' && signal !== null && 'name' in signal && 'payload' in signal;
  return isSignal && Array.isArray(keys) && (deliverFor === undefined || parseDuration(deliverFor) !== undefined);
}

/** What became of it. */
export interface UnmatchedWebhookResult {
  /**
   * `delivered` to orders that took it, `known` long since to orders that have ended, made a `later-deposit` order or
   * a `later-return` order, `assigned` to an order or `dismissed` by an operator.
   */
  readonly outcome: 'delivered' | 'known' | 'later-deposit' | 'later-return' | 'assigned' | 'dismissed';
  readonly workflowIds: readonly string[];
}

/** Who should have the event. */
export interface AssignCommand extends OperatorCommand {
  readonly reference: string;
}

export interface UnmatchedWebhookStatus {
  readonly event: string;
  readonly object?: string;
  readonly since: string;
  readonly needsAttention: boolean;
  readonly waitingFor: string;
  readonly result?: UnmatchedWebhookResult;
}

export const assignUpdate = defineUpdate<CommandAccepted, [AssignCommand]>('assign');
export const dismissUpdate = defineUpdate<CommandAccepted, [OperatorCommand]>('dismiss');
export const unmatchedStatusQuery = defineQuery<UnmatchedWebhookStatus>('status');

/**
 * The id of the workflow that looks after an unmatched event: from the event, its object and what was said of it, so
 * that the same delivery, sent again, is the same workflow.
 */
export function unmatchedWebhookId({ signal, objectKey }: UnmatchedWebhook, said: string | Uint8Array): string {
  const digest = bytesToHex(sha256(typeof said === 'string' ? utf8ToBytes(said) : said)).slice(0, 16);
  return `unmatched-${signal.name}-${objectKey ?? 'unnamed'}-${digest}`;
}

/**
 * What a bank says with a report, and of which order, which tells it apart from another one: under the same id it may say
 * later that the money has come back, or is back, or name the order that it meant.
 */
export function saidOfReport(
  { reportId, outcome, fundsReturned }: Pick<BankReport, 'reportId' | 'outcome' | 'fundsReturned'>,
  { workflowId, keys }: Pick<UnmatchedWebhook, 'workflowId' | 'keys'>,
): string {
  const said = `${reportId} ${outcome}${fundsReturned === true ? ' and the funds are back' : ''}`;
  return `${said} to ${workflowId ?? keys.join(' or ')}`;
}

/** What the id of such a workflow tells of its event. */
export function unmatchedOf(workflowId: string): { readonly event: string; readonly object?: string } {
  const [, event = 'unknown', object] = /^unmatched-([A-Za-z]+)-(.+)-[0-9a-f]{16}$/.exec(workflowId) ?? [];
  return { event, ...(object !== undefined && object !== 'unnamed' && { object }) };
}
