import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

const pieces = 10;
const unheardOf = 'REVIEWED_BY_PARTNER';

/** The answer in pieces, with a pause before each. */
export function trickled(body: string, pauseMs: number): Readable {
  return Readable.from(piecesOf(Buffer.from(body), pauseMs));
}

async function* piecesOf(body: Buffer, pauseMs: number): AsyncGenerator<Buffer> {
  const size = Math.ceil(body.length / pieces);
  for (let from = 0; from < body.length; from += size) {
    await sleep(pauseMs);
    yield body.subarray(from, from + size);
  }
}

/** Half of the answer, and then an error, upon which the server ends the connection. */
export function cut(body: string): Readable {
  const bytes = Buffer.from(body);
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  return Readable.from(
    (function* () {
      yield half;
      throw new Error('The answer is cut off.');
    })(),
  );
}

/** The answer with another word for every status of an object; an object that has none gets one. */
export function withUnknownStatus(body: string): string {
  let replaced = false;
  const answer: unknown = JSON.parse(body, (key, value: unknown) => {
    // That of the envelope says how the request went.
    if (key !== 'status' || value === 'SUCCESS') return value;
    replaced = true;
    return unheardOf;
  });
  if (replaced || !isObject(answer)) return JSON.stringify(answer);
  if (answer.status === undefined) return JSON.stringify({ ...answer, status: unheardOf });
  return JSON.stringify({
    ...answer,
    data: isObject(answer.data) ? { ...answer.data, status: unheardOf } : answer.data,
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
