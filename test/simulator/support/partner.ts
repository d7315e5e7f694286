import { createHash, createHmac, randomUUID } from 'node:crypto';
import { object } from './narrowing';

export const apiKey = 'test_key';
export const apiSecret = 'test_secret';

/** What a test may get wrong on purpose. */
export interface SigningChoices {
  secret?: string;
  key?: string;
  timestamp?: string;
  nonce?: string;
  /** Signed instead of the query that is sent. */
  signedQuery?: string;
  /** Signed instead of the body that is sent. */
  signedBody?: string;
}

export interface Answer {
  httpStatus: number;
  // The tests assert the shape; typing it here would only repeat them.
  body: Record<string, unknown>;
}

/** Signs as the provider's documents say, written apart from the simulator's own code. */
export function signedHeaders(method: string, url: URL, body: string, choices: SigningChoices = {}) {
  const timestamp = choices.timestamp ?? String(Math.floor(Date.now() / 1000));
  const nonce = choices.nonce ?? randomUUID();
  const signedBody = choices.signedBody ?? body;
  const query = choices.signedQuery ?? url.search.replace(/^\?/, '');
  const hash = signedBody === '' ? '' : createHash('sha256').update(signedBody).digest('hex');
  const lines = `${method}\n${url.host}\n${url.pathname}\n${query}\n${hash}\n${timestamp}\n${nonce}`;
  const key = choices.secret ?? apiSecret;
  return {
    'X-API-Key': choices.key ?? apiKey,
    'X-Timestamp': timestamp,
    'X-Nonce': nonce,
    'X-Signature': createHmac('sha256', key).update(lines).digest('hex'),
  };
}

/** Sends a signed request and resolves with whatever comes back, or rejects if nothing does. */
export function send(base: string, method: string, target: string, content?: unknown, signal?: AbortSignal) {
  const url = new URL(base + target);
  const body = content === undefined ? '' : JSON.stringify(content);
  const headers = { ...signedHeaders(method, url, body), 'content-type': 'application/json' };
  return fetch(url, {
    method,
    headers,
    redirect: 'manual',
    ...(body === '' ? {} : { body }),
    ...(signal && { signal }),
  });
}

export async function get(base: string, target: string, choices?: SigningChoices): Promise<Answer> {
  const url = new URL(base + target);
  return answerOf(await fetch(url, { headers: signedHeaders('GET', url, '', choices) }));
}

export async function post(base: string, target: string, content: unknown, choices?: SigningChoices): Promise<Answer> {
  const url = new URL(base + target);
  const body = JSON.stringify(content);
  const headers = { ...signedHeaders('POST', url, body, choices), 'content-type': 'application/json' };
  return answerOf(await fetch(url, { method: 'POST', headers, body }));
}

/** A multipart form is signed with an empty body hash. */
export async function postForm(base: string, target: string, fields: Record<string, string>): Promise<Answer> {
  const url = new URL(base + target);
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return answerOf(await fetch(url, { method: 'POST', headers: signedHeaders('POST', url, ''), body: form }));
}

async function answerOf(response: Response): Promise<Answer> {
  return { httpStatus: response.status, body: object(await response.json()) };
}
