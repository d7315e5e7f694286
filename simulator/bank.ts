import { Webhook } from 'standardwebhooks';
import type { Transfer } from './objects';

/** Where the partner's bank feed is sent, and the Standard Webhooks secret it is signed with. */
export interface BankReportTarget {
  url: string;
  secret: string;
}

/** What the partner's bank says about a transfer that reached the account. */
export function creditedReport(transfer: Transfer, occurredAt: string) {
  return {
    tradeId: transfer.tradeId,
    attempt: transfer.attempt,
    outcome: 'credited',
    amount: transfer.amount,
    currency: transfer.currency,
    occurredAt,
  };
}

/** The headers of one try to deliver a report; the id stays the same over all tries. */
export function bankReportHeaders(secret: string, id: string, body: string, nowMs: number): Record<string, string> {
  const at = new Date(nowMs);
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(nowMs / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  };
}

/** Tells whether a text can be used as a Standard Webhooks secret. */
export function isBankReportSecret(text: string): boolean {
  try {
    new Webhook(text);
    return true;
  } catch {
    return false;
  }
}
