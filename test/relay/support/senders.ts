import { createHash, createHmac, randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

export interface RelayReply {
  readonly status: number;
  readonly retryAfter: string | null;
  /** The sentence for whoever sent it. */
  readonly message: string;
}

export interface WebhookChoices {
  readonly secret?: string;
  readonly key?: string;
  readonly ageMs?: number;
  /** When it was signed, and with which nonce; one that is sent again as it was has both of the first. */
  readonly signed?: { readonly atMs: number; readonly nonce: string };
  /** Signed instead of the body that is sent. */
  readonly signedBody?: string;
  readonly unsigned?: boolean;
  readonly contentType?: string;
}

/** Sends one webhook as the provider would; signed as its documents say, written apart from the code under test. */
export async function sendWebhook(relayUrl: string, content: unknown, given: WebhookChoices = {}): Promise<RelayReply> {
  const { secret = 'test-secret', key = 'test-key', ageMs = 0, unsigned = false } = given;
  const { atMs, nonce } = given.signed ?? { atMs: Date.now() - ageMs, nonce: randomUUID() };
  const url = new URL('/webhooks/coinut', relayUrl);
  const body = typeof content === 'string' ? content : JSON.stringify(content);
  const timestamp = String(Math.floor(atMs / 1000));
  const hash = createHash('sha256')
    .update(given.signedBody ?? body)
    .digest('hex');
  const lines = ['POST', url.host, url.pathname, '', hash, timestamp, nonce].join('\n');
  const signature = createHmac('sha256', secret).update(lines).digest('hex');
  const headers = { 'X-API-Key': key, 'X-Timestamp': timestamp, 'X-Nonce': nonce, 'X-Signature': signature };
  const contentType = { 'content-type': given.contentType ?? 'application/json' };
  return post(url, body, unsigned ? contentType : { ...contentType, ...headers });
}

export interface ReportChoices {
  readonly secret: string;
  readonly id?: string;
  readonly ageMs?: number;
  readonly signedBody?: string;
  readonly unsigned?: boolean;
}

/** Sends one bank report, signed as Standard Webhooks says. */
export async function sendReport(relayUrl: string, content: unknown, given: ReportChoices): Promise<RelayReply> {
  const body = typeof content === 'string' ? content : JSON.stringify(content);
  const id = given.id ?? `msg_${randomUUID()}`;
  const at = new Date(Date.now() - (given.ageMs ?? 0));
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(given.secret).sign(id, at, given.signedBody ?? body),
  };
  const contentType = { 'content-type': 'application/json' };
  return post(new URL('/bank-reports', relayUrl), body, given.unsigned ? contentType : { ...contentType, ...headers });
}

async function post(url: URL, body: string, headers: Record<string, string>): Promise<RelayReply> {
  const response = await fetch(url, { method: 'POST', body, headers });
  const { message } = (await response.json()) as { message?: unknown };
  return { status: response.status, retryAfter: response.headers.get('retry-after'), message: String(message) };
}
