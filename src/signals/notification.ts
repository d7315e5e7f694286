import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import type { OfframpStatus } from './status';

/** What a backend is told of, in the words of the `type` of a Standard Webhook. */
export const notificationTypes = [
  'offramp.deposit-address-ready',
  'offramp.deposit-received',
  'offramp.deposit-confirmed',
  'offramp.payout-sent',
  'offramp.arrival-changed',
  'offramp.transfer-failed',
  'offramp.needs-attention',
  'offramp.overdue',
  'offramp.settled',
  'offramp.ended',
] as const;

export type NotificationType = (typeof notificationTypes)[number];

/** What stands under `data`: how the order stood, as `status` answers it, at the moment that is told of. */
export interface NotificationData extends Omit<OfframpStatus, 'transitions' | 'audit'> {
  /** Grows with each notification of an order: of two, the one with the larger number knows more. */
  readonly sequence: number;
  /** A sentence that may be shown to the customer; none where nothing should be said to them. */
  readonly customerText?: string;
}

/** The body of one notification; `id` is its `webhook-id`, the same in every delivery. */
export interface BackendNotification {
  readonly id: string;
  readonly type: NotificationType;
  /** When it happened, ISO 8601 UTC. */
  readonly timestamp: string;
  readonly data: NotificationData;
}

/** The same event of the same order has the same id in every run and every delivery, also after a reset. */
export function notificationId(workflowId: string, key: string): string {
  return `ntf_${bytesToHex(sha256(utf8ToBytes(`${workflowId}\n${key}`))).slice(0, 32)}`;
}
