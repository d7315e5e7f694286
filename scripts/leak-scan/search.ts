import type { Needle } from './forms';

/** A marker that was found where it must not be. */
export interface Finding {
  readonly name: string;
  readonly form: string;
}

const keyBytes = 4;

/** Finds any of very many texts in any amount of bytes, in one pass. Texts shorter than four bytes cannot be found. */
export class Searcher {
  readonly #exact: Table;
  readonly #anyCase: Table;

  constructor(needles: readonly Needle[]) {
    if (needles.some(({ bytes }) => bytes.length < keyBytes))
      throw new Error('A marker is too short to be looked for.');
    this.#exact = tableOf(needles.filter(({ anyCase }) => !anyCase));
    this.#anyCase = tableOf(needles.filter(({ anyCase }) => anyCase));
  }

  /** Every marker and form that the bytes hold, each once. */
  findIn(bytes: Buffer): Finding[] {
    const found = new Map<string, Finding>();
    for (const { marker, form } of [...matches(bytes, this.#exact), ...matches(lowerCase(bytes), this.#anyCase)])
      found.set(`${marker.name} ${form}`, { name: marker.name, form });
    return [...found.values()];
  }
}

interface Table {
  /** Whether any text begins with two bytes, which most places do not. */
  readonly starts: Uint8Array;
  readonly byKey: ReadonlyMap<number, readonly Needle[]>;
}

function tableOf(needles: readonly Needle[]): Table {
  const starts = new Uint8Array(65_536);
  const byKey = new Map<number, Needle[]>();
  for (const needle of needles) {
    starts[needle.bytes.readUInt16BE(0)] = 1;
    const key = needle.bytes.readUInt32BE(0);
    byKey.set(key, [...(byKey.get(key) ?? []), needle]);
  }
  return { starts, byKey };
}

function matches(bytes: Buffer, { starts, byKey }: Table): Set<Needle> {
  const found = new Set<Needle>();
  for (let at = 0; at + keyBytes <= bytes.length; at += 1) {
    if (starts[bytes.readUInt16BE(at)] !== 1) continue;
    for (const needle of byKey.get(bytes.readUInt32BE(at)) ?? [])
      if (bytes.subarray(at, at + needle.bytes.length).equals(needle.bytes)) found.add(needle);
  }
  return found;
}

/** Letters of ASCII in lower case, all other bytes as they are, so that every place keeps its place. */
function lowerCase(bytes: Buffer): Buffer {
  const lowered = Buffer.from(bytes);
  for (let at = 0; at < lowered.length; at += 1) {
    const byte = lowered.readUInt8(at);
    if (byte >= 0x41 && byte <= 0x5a) lowered.writeUInt8(byte + 0x20, at);
  }
  return lowered;
}
