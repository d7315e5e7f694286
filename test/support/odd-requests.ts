import { createHash, createHmac, randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { OddMessage } from './odd-messages';

/** Longer than the relay gives Temporal. */
const answerWithinMs = 15_000;

/** Whom to send to, and what to sign with. */
export interface RelayTarget {
  readonly relayUrl: string;
  readonly apiSecret: string;
  readonly bankReportSecret: string;
}

/** Sends one message as it is, whatever its headers; answers with the status, if anything comes back. */
export async function sendOdd(target: RelayTarget, message: OddMessage): Promise<number | undefined> {
  const { endpoint, headers, body } = message;
  const url = new URL(endpoint === 'webhooks' ? '/webhooks/coinut' : '/bank-reports', target.relayUrl);
  const usual = { host: url.host, 'content-type': 'application/json', ...signature(url, target, message) };
  const kept = Object.entries(usual).filter(([name]) => !Object.hasOwn(headers, name));
  const lines = [...kept, ...Object.entries(headers)].flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((single) => `${name}: ${single}`),
  );
  const framing = ['connection: close', `content-length: ${body.length}`];
  const head = [`POST ${url.pathname} HTTP/1.1`, ...lines, ...framing, '', ''].join('\r\n');
  return sendRaw(target, Buffer.concat([Buffer.from(head, 'latin1'), body]));
}

/** Sends bytes that need not be HTTP; answers with the status of whatever comes back, if anything does. */
export async function sendRaw({ relayUrl }: RelayTarget, bytes: Uint8Array): Promise<number | undefined> {
  const { hostname, port } = new URL(relayUrl);
  const socket = connect(Number(port), hostname);
  // What is refused before all of it was sent breaks the connection off, maybe with the answer already there.
  let answer = '';
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')));
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write(bytes);
  // Half a request is not waited for.
  const over = setTimeout(() => socket.destroy(), answerWithinMs);
  await closed;
  clearTimeout(over);
  const [status] = [...answer.matchAll(/^HTTP\/1\.1 (?!1)(\d{3})/gm)].map(([, digits]) => Number(digits));
  return status;
}

function signature(
  url: URL,
  { apiSecret, bankReportSecret }: RelayTarget,
  message: OddMessage,
): Record<string, string> {
  const { endpoint, body, signature: kind, reportId } = message;
  if (kind === 'none') return {};
  if (endpoint === 'bank-reports') {
    const at = new Date();
    const secret = kind === 'genuine' ? bankReportSecret : `whsec_${Buffer.alloc(24, 1).toString('base64')}`;
    return {
      'webhook-id': reportId,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(reportId, at, Buffer.from(body).toString()),
    };
  }
  const [timestamp, nonce] = [String(Math.floor(Date.now() / 1000)), randomUUID()];
  const hash = body.length === 0 ? '' : createHash('sha256').update(body).digest('hex');
  const lines = ['POST', url.host, url.pathname, '', hash, timestamp, nonce].join('\n');
  const secret = kind === 'genuine' ? apiSecret : 'another-secret';
  const signed = createHmac('sha256', secret).update(lines).digest('hex');
  return { 'x-api-key': 'test-key', 'x-timestamp': timestamp, 'x-nonce': nonce, 'x-signature': signed };
}
