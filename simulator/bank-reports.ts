import { Webhook } from 'standardwebhooks';
import type { Transfer } from './objects';
import type { Scheme } from './return-reasons';

/** Where the partner's bank feed is sent, and the Standard Webhooks secret it is signed with. */
export interface BankReportTarget {
  url: string;
  secret: string;
}

/** What the partner's bank says about a transfer. */
export interface BankReport {
  tradeId: string;
  attempt?: number;
  paymentReference?: string;
  outcome: 'credited' | 'failed' | 'returned';
  code?: string;
  scheme?: Scheme;
  amount: string;
  currency: string;
  fundsReturned?: boolean;
  occurredAt: string;
}

/** What a report says; where it is silent, what is true of the transfer, or nothing. */
export interface Saying {
  outcome: BankReport['outcome'];
  code?: string | undefined;
  scheme?: Scheme | undefined;
  fundsReturned?: boolean | undefined;
  amount?: string | undefined;
  currency?: string | undefined;
  occurredAt?: string | undefined;
  /** Names neither the attempt nor the payment. */
  unnamed?: boolean;
}

export function reportOn(transfer: Transfer, saying: Saying, now: string): BankReport {
  const { tradeId, attempt, paymentReference } = transfer;
  const { outcome, code, scheme, fundsReturned, unnamed = false } = saying;
  return {
    tradeId,
    ...(!unnamed && { attempt, ...(paymentReference !== undefined && { paymentReference }) }),
    outcome,
    ...(code !== undefined && { code }),
    ...(scheme !== undefined && { scheme }),
    amount: saying.amount ?? transfer.amount,
    currency: saying.currency ?? transfer.currency,
    ...(fundsReturned !== undefined && { fundsReturned }),
    occurredAt: saying.occurredAt ?? transfer.occurredAt ?? now,
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
