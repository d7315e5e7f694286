import { paymentSchema, type CoinutPayment } from './payment-schemas';
import {
  customerSchema,
  depositAddressSchema,
  depositSchema,
  tradeSchema,
  type CoinutCustomer,
  type CoinutDeposit,
  type CoinutDepositAddress,
  type CoinutTrade,
} from './schemas';
import { isSignatureOf } from './signing';

/** A webhook of the provider's, read: which event, about which object. */
export type CoinutWebhook =
  | { readonly event: CustomerEvent; readonly customer: CoinutCustomer }
  | { readonly event: DepositAddressEvent; readonly depositAddress: CoinutDepositAddress }
  | { readonly event: DepositEvent; readonly deposit: CoinutDeposit }
  | { readonly event: TradeEvent; readonly trade: CoinutTrade }
  | { readonly event: PaymentEvent; readonly payment: CoinutPayment }
  | { readonly event: 'other'; readonly name: string };

const customerEvents = ['CUSTOMER_APPROVED', 'CUSTOMER_REJECTED', 'CUSTOMER_DELETED'] as const;
const depositAddressEvents = ['DEPOSIT_ADDRESS_APPROVED', 'DEPOSIT_ADDRESS_REJECTED'] as const;
const depositEvents = ['DEPOSIT_RECEIVED', 'DEPOSIT_APPROVED', 'DEPOSIT_REJECTED'] as const;
const tradeEvents = ['TRADE_CREATED', 'TRADE_SETTLED'] as const;
const paymentEvents = ['PAYMENT_SETTLED'] as const;

export type CustomerEvent = (typeof customerEvents)[number];
export type DepositAddressEvent = (typeof depositAddressEvents)[number];
export type DepositEvent = (typeof depositEvents)[number];
export type TradeEvent = (typeof tradeEvents)[number];
export type PaymentEvent = (typeof paymentEvents)[number];

/** What can be said of a webhook's origin before its body is read. */
export type WebhookTrust = 'signed' | 'unsigned' | 'stale' | 'forged';

export interface WebhookHeaders {
  readonly apiKey?: string;
  readonly timestamp?: string;
  readonly nonce?: string;
  readonly signature?: string;
}

export interface WebhookSecrets {
  readonly apiKey: string;
  /** The current secret and, during a rotation, the previous one. */
  readonly apiSecrets: readonly string[];
}

/**
 * Judges a webhook by its signature, which covers the raw body and the *registered* callback URL: behind a proxy the
 * request's own host and path may be others (docs/provider.md, *Signatures*). A stale one carries a right signature; of one
 * without all four headers nothing is said.
 */
export function judgeWebhook(
  request: { readonly headers: WebhookHeaders; readonly body: Uint8Array; readonly callbackUrl: URL },
  secrets: WebhookSecrets,
  { toleranceMs, now }: { readonly toleranceMs: number; readonly now: number },
): WebhookTrust {
  const { apiKey, timestamp, nonce, signature } = request.headers;
  if (signature === undefined) return 'unsigned';
  if (timestamp === undefined || nonce === undefined || !/^\d{1,12}$/.test(timestamp)) return 'forged';
  const { host, pathname: path, search } = request.callbackUrl;
  const parts = { method: 'POST', host, path, query: search.slice(1), body: request.body, timestamp, nonce };
  const signedWith = secrets.apiSecrets.findIndex((secret) => isSignatureOf(signature.toLowerCase(), parts, secret));
  // Keys and secrets come in pairs (docs/provider.md, *Signatures*), so a previous secret goes with a previous key.
  const keyDiffers = apiKey !== undefined && apiKey !== secrets.apiKey && signedWith === 0;
  if (signedWith === -1 || keyDiffers) return 'forged';
  if (apiKey === undefined) return 'unsigned';
  return Math.abs(now - Number(timestamp) * 1000) > toleranceMs ? 'stale' : 'signed';
}

/** Reads a body of either shape, `{event, data}` or `{event, payload}`; `undefined` if it is no webhook at all. */
export function parseWebhook(body: Uint8Array): CoinutWebhook | undefined {
  const envelope = parseRecord(body);
  const name = envelope?.event;
  if (envelope === undefined || typeof name !== 'string' || name === '' || name.length > 100) return undefined;
  const object = [envelope.payload, envelope.data].find(isRecord) ?? {};
  if (isOneOf(customerEvents, name))
    return whole(customerSchema.safeParse(object), (customer) => ({ event: name, customer }));
  if (isOneOf(depositAddressEvents, name)) {
    return whole(depositAddressSchema.safeParse(object), (depositAddress) => ({ event: name, depositAddress }));
  }
  if (isOneOf(depositEvents, name))
    return whole(depositSchema.safeParse(object), (deposit) => ({ event: name, deposit }));
  if (isOneOf(tradeEvents, name)) return whole(tradeSchema.safeParse(object), (trade) => ({ event: name, trade }));
  if (isOneOf(paymentEvents, name))
    return whole(paymentSchema.safeParse(object), (payment) => ({ event: name, payment }));
  return { event: 'other', name };
}

function whole<T>(
  parsed: { success: true; data: T } | { success: false },
  make: (data: T) => CoinutWebhook,
): CoinutWebhook | undefined {
  return parsed.success ? make(parsed.data) : undefined;
}

function parseRecord(body: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isOneOf<T extends string>(names: readonly T[], name: string): name is T {
  return names.some((known) => known === name);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
