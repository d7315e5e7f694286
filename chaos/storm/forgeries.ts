import { randomBytes } from 'node:crypto';
import type { ForgeryKind } from './fates';
import { signed, type Message, type Signing } from './messages';

const staleMs = 60 * 60_000;

type Content = Record<string, unknown> & { event?: unknown; data?: Record<string, unknown>; outcome?: unknown };

/** A message that would do harm if it were believed, and that must not be believed. */
export function forged(kind: ForgeryKind, genuine: Message, signing: Signing, nowMs: number): Message {
  const { channel, headers } = genuine;
  const body = JSON.stringify(harmful(JSON.parse(genuine.body) as Content));
  const messageId = headers['webhook-id'] ?? '';
  switch (kind) {
    case 'changed-body':
      return { channel, headers, body };
    case 'wrong-secret': {
      const secrets = {
        apiSecret: randomBytes(32).toString('hex'),
        bankReportSecret: `whsec_${randomBytes(24).toString('base64')}`,
      };
      return signed(channel, body, { ...signing, ...secrets }, { messageId, nowMs });
    }
    case 'other-address': {
      // A webhook is signed for a path, a bank's report for an id.
      const elsewhere = { ...signing, callbackUrl: `${signing.callbackUrl}-of-another` };
      const made = signed(channel, body, elsewhere, { messageId: `${messageId}-of-another`, nowMs });
      return channel === 'webhook' ? made : { ...made, headers: { ...made.headers, 'webhook-id': messageId } };
    }
    case 'stale':
      return signed(channel, body, signing, { messageId, nowMs: nowMs - staleMs });
  }
}

/** The contrary of what the provider or the bank says. */
export function harmful(content: Content): Content {
  const { event, data, outcome } = content;
  const become = (name: string, changed: object): Content => ({
    ...content,
    event: name,
    data: { ...data, ...changed },
  });
  switch (event) {
    case 'CUSTOMER_APPROVED':
      return become('CUSTOMER_REJECTED', { status: 'REJECTED' });
    case 'CUSTOMER_REJECTED':
    case 'CUSTOMER_DELETED':
      return become('CUSTOMER_APPROVED', { status: 'APPROVED' });
    case 'DEPOSIT_ADDRESS_APPROVED':
      return become('DEPOSIT_ADDRESS_REJECTED', { status: 'REJECTED' });
    case 'DEPOSIT_ADDRESS_REJECTED':
      return become('DEPOSIT_ADDRESS_APPROVED', { status: 'VERIFIED' });
    case 'DEPOSIT_RECEIVED':
    case 'DEPOSIT_APPROVED':
      return become('DEPOSIT_REJECTED', { status: 'REJECTED' });
    case 'DEPOSIT_REJECTED':
      return become('DEPOSIT_APPROVED', { status: 'CONFIRMED', amount: '999999.00' });
    case 'TRADE_CREATED':
    case 'TRADE_SETTLED':
      return become('TRADE_SETTLED', { status: 'SETTLED', toAmount: '999999.00' });
  }
  if (outcome === 'credited') return { ...content, outcome: 'failed', code: 'AC04', fundsReturned: true };
  return { ...content, outcome: 'credited' };
}
