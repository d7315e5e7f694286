import { withWalletKeys, type DeliveredEvent } from '../client/deliver';
import { sweepSoon } from '../client/sweep-schedule';
import { keepUnmatched } from '../client/unmatched-webhooks';
import { judgeWebhook, parseWebhook, type WebhookHeaders } from '../coinut/webhooks';
import { routeEvent, signalNames, type ProviderEvent, type Seen } from '../signals/provider-events';
import { deliverToOrders } from './delivery';
import { isWorthALine, tooManyHints, type Relay, type RelayAnswer, type RelayRequest } from './relay';

/** Judges, reads and delivers one webhook of the provider's. Its signature is checked before its body is read. */
export async function receiveWebhook(relay: Relay, { body, headers, source }: RelayRequest): Promise<RelayAnswer> {
  const { settings, orders, metrics } = relay;
  const { logger, callbackUrl, secrets, toleranceMs } = settings;
  const now = Date.now();
  const trust = judgeWebhook({ headers: signatureHeaders(headers), body, callbackUrl }, secrets, { toleranceMs, now });
  if (trust === 'forged' || (trust !== 'signed' && settings.signatures === 'required')) {
    if (isWorthALine(relay, source)) logger.warn({ trust }, 'webhook refused');
    return { status: 401, message: refusals[trust] };
  }
  const isHint = trust !== 'signed';
  const limited = isHint ? tooManyHints(relay, source) : undefined;
  if (limited) return limited;

  const webhook = parseWebhook(body);
  if (webhook === undefined) return { status: 400, message: 'The body is not a webhook: {"event": …, "data": {…}}.' };
  if (webhook.event === 'other') {
    logger.info({ event: webhook.name.replace(/[^\w.-]/g, '?') }, 'webhook of no concern to offramps');
    metrics.webhookReceived('other', trust, 'of-no-concern');
    return { status: 200, message: 'Acknowledged: offramps do not use this event.' };
  }
  const seen = { evidence: isHint ? 'webhook-hint' : 'webhook', seenAt: new Date(now).toISOString() } as const;
  const event = routed(settings, webhook, seen);
  const signal = isHint ? orders.hint : orders.about(signedBytes(signatureHeaders(headers), body));
  const delivery = await deliverToOrders(relay, event, signal);
  const received =
    delivery.to !== 'nobody' ? delivery.to : isHint ? 'noted' : await keepForLater(settings, event, body);
  logger.info({ event: webhook.event, trust, delivered: received }, 'webhook');
  metrics.webhookReceived(webhook.event, trust, received);
  return answers[received];
}

/** What names no object can be matched by nothing; but the sweep finds whatever has changed. */
async function keepForLater(
  settings: Relay['settings'],
  event: DeliveredEvent,
  body: Uint8Array,
): Promise<'swept' | 'kept'> {
  if (event.keys.length === 0 && (await sweepSoon(settings.client, settings.taskQueue))) return 'swept';
  await keepUnmatched(settings, event, body);
  return 'kept';
}

const answers = {
  orders: { status: 200, message: 'Delivered.' },
  'ended-orders': { status: 200, message: 'Known: its order has ended.' },
  swept: { status: 200, message: 'Noted: it names no object, so the provider is asked what has changed.' },
  kept: { status: 200, message: 'Kept: no order is known by it yet.' },
  noted: { status: 202, message: 'Noted as a hint; no order is known by it.' },
} as const;

/** The signal and every key to search for. What an event names nothing by cannot be found by anything. */
function routed({ walletKeys }: Relay['settings'], webhook: ProviderEvent, seen: Seen): DeliveredEvent {
  const event = routeEvent(webhook, seen);
  if (event === undefined) return { signal: { name: signalNames[webhook.event], payload: seen }, keys: [] };
  return withWalletKeys(event, walletKeys.all);
}

const refusals = {
  forged: 'The signature is wrong. It covers the raw body and the registered callback URL.',
  stale: 'The timestamp is too old or too far ahead. Sign each delivery anew.',
  unsigned: 'The signature headers are missing.',
} as const;

/** The same words signed anew may be news: a customer can be approved, rejected and approved again. */
function signedBytes({ timestamp = '', nonce = '' }: WebhookHeaders, body: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`${timestamp} ${nonce} `), body]);
}

function signatureHeaders(headers: RelayRequest['headers']): WebhookHeaders {
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
