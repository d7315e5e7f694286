import type { JsonPayload } from './temporal-ui';

const atOnce = 1_000;

/** What a codec server makes of payloads for somebody who holds a token, as text. */
export async function decodeAll(
  codecServerUrl: string,
  token: string,
  payloads: readonly JsonPayload[],
): Promise<Buffer> {
  const decoded: Buffer[] = [];
  for (let from = 0; from < payloads.length; from += atOnce) {
    const answer = await fetch(`${codecServerUrl}/decode`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify({ payloads: payloads.slice(from, from + atOnce) }),
    });
    if (!answer.ok) throw new Error(`The codec server answers ${answer.status}: ${await answer.text()}`);
    const body = (await answer.json()) as { readonly payloads: readonly Partial<JsonPayload>[] };
    decoded.push(...body.payloads.map(({ data = '' }) => Buffer.from(`${data}\n`, 'base64')));
  }
  return Buffer.concat(decoded.flatMap((piece) => [piece, Buffer.from('\n')]));
}
