import type { Client } from '@temporalio/client';
import { z } from 'zod';

const decodedSchema = z.object({ payloads: z.array(z.object({ data: z.string() })) });

/** Where the codec server is, and something personal that only its answer may show. */
export interface CodecProof {
  readonly url: string;
  readonly token: string;
  readonly secret: string;
}

/**
 * Takes the input of an order from its history, where it must not be readable, and has the codec server decode it. Throws
 * where any of that is otherwise.
 */
export async function requireDecoded(client: Client, workflowId: string, { url, token, secret }: CodecProof) {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const stored = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
  const payloads = stored.map(({ metadata, data }) => ({
    metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([name, value]) => [name, base64(value)])),
    data: base64(data),
  }));
  if (payloads.length === 0) throw new Error(`${workflowId} has no input.`);
  if (payloads.some(({ data }) => holds(data, secret))) throw new Error('Temporal stores the input in plain text.');
  const decode = (authorization: string) =>
    fetch(`${url}/decode`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ payloads }),
    });
  const refused = await decode('Bearer not-the-token-of-this-server');
  if (refused.status !== 401) throw new Error(`A wrong token is answered with ${refused.status}.`);
  const decoded = decodedSchema.parse(await (await decode(`Bearer ${token}`)).json());
  if (!decoded.payloads.some(({ data }) => holds(data, secret))) throw new Error('The input was not decoded.');
}

function base64(bytes: Uint8Array | null | undefined): string {
  return Buffer.from(bytes ?? []).toString('base64');
}

function holds(data: string, secret: string): boolean {
  return Buffer.from(data, 'base64').toString('utf8').includes(secret);
}
