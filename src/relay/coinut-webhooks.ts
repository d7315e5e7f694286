import type { IncomingHttpHeaders } from 'node:http';
import { deliver } from '../client/deliver';
import { judgeWebhook, parseWebhook, type WebhookHeaders } from '../coinut/webhooks';
import { routeEvent } from '../signals/provider-events';
import type { RelayAnswer, RelaySettings } from './server';

/** Judges, reads and delivers one webhook of the provider's. Its signature is checked before its body is read. */
export async function receiveWebhook(
  settings: RelaySettings,
  body: Uint8Array,
  headers: IncomingHttpHeaders,
): Promise<RelayAnswer> {
  const { logger, callbackUrl, secrets, toleranceMs } = settings;
  const now = Date.now();
  const trust = judgeWebhook({ headers: signatureHeaders(headers), body, callbackUrl }, secrets, { toleranceMs, now });
  if (trust === 'forged' || (trust !== 'signed' && settings.signatures === 'required')) {
    logger.warn({ trust }, 'webhook refused');
    return { status: 401, message: refusals[trust] };
  }
  const isHint = trust !== 'signed';

  const webhook = parseWebhook(body);
  if (webhook === undefined) return { status: 400, message: 'The body is not a webhook: {"event": …, "data": {…}}.' };
  if (webhook.event === 'other') {
    logger.info({ event: webhook.name.replace(/[^\w.-]/g, '?') }, 'webhook of no concern to offramps');
    return { status: 200, message: 'Acknowledged: offramps do not use this event.' };
  }
  const seen = { evidence: isHint ? 'webhook-hint' : 'webhook', seenAt: new Date(now).toISOString() } as const;
  const routed = routeEvent(webhook, seen);
  if (routed === undefined) return unmatched(isHint);

  const { wallet, ...event } = routed;
  const walletKeys = wallet === undefined ? [] : settings.walletKeys.all(wallet.address, wallet.network);
  const delivery = await deliver(settings.client, { ...event, keys: [...event.keys, ...walletKeys] });
  logger.info({ event: webhook.event, trust, delivered: delivery.to }, 'webhook');
  if (delivery.to === 'nobody') return unmatched(isHint);
  return { status: 200, message: delivery.to === 'orders' ? 'Delivered.' : 'Known: its order has ended.' };
}

const refusals = {
  forged: 'The signature is wrong. It covers the raw body and the registered callback URL.',
  stale: 'The timestamp is too old or too far ahead. Sign each delivery anew.',
  unsigned: 'The signature headers are missing.',
} as const;

function unmatched(isHint: boolean): RelayAnswer {
  return isHint
    ? { status: 202, message: 'Noted as a hint; no order is known by it.' }
    : { status: 503, message: 'No order is known by this event yet. Please send it again.' };
}

function signatureHeaders(headers: IncomingHttpHeaders): WebhookHeaders {
  const single = (name: string): string | undefined => {
    const value = headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
  const [apiKey, timestamp] = [single('x-api-key'), single('x-timestamp')];
  const [nonce, signature] = [single('x-nonce'), single('x-signature')];
  return {
    ...(apiKey && { apiKey }),
    ...(timestamp && { timestamp }),
    ...(nonce && { nonce }),
    ...(signature && { signature }),
  };
}
