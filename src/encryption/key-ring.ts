import { createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import { isPayloadKeyId } from './encrypted-payload';

/** One key of `PAYLOAD_KEYS`. The secret is a `KeyObject`, so that printing or serialising a key never shows it. */
export interface PayloadKey {
  readonly id: string;
  readonly secret: KeyObject;
}

/** All keys this process holds: it writes with the newest and reads with any. */
export interface KeyRing {
  readonly newest: PayloadKey;
  /** All keys, newest first. */
  readonly keys: readonly PayloadKey[];
  readonly ids: readonly string[];
  find(id: string): PayloadKey | undefined;
}

/** Thrown for unusable `PAYLOAD_KEYS`. `problems` lists every one in a sentence, none with key material. */
export class PayloadKeysInvalid extends Error {
  override readonly name = 'PayloadKeysInvalid' as const;

  constructor(readonly problems: readonly string[]) {
    super(`PAYLOAD_KEYS cannot be used. ${problems.join(' ')}`);
  }
}

const KEY_BYTES = 32;

/**
 * Reads `id:base64,id:base64`, newest first, or `none`, which turns encryption off.
 * Throws {@link PayloadKeysInvalid} with all problems at once.
 */
export function parsePayloadKeys(text: string): KeyRing | 'none' {
  if (text.trim() === 'none') return 'none';
  if (text.trim() === '') {
    throw new PayloadKeysInvalid(['It is empty: give `id:base64` with a key of 32 bytes, or `none`.']);
  }
  const problems: string[] = [];
  const keys = new Map<string, PayloadKey>();
  for (const [index, entry] of text.split(',').entries()) {
    const key = parseEntry(entry.trim(), index + 1);
    if (typeof key === 'string') problems.push(key);
    else if (keys.has(key.id)) problems.push(`The key id '${key.id}' is given twice: ids must differ.`);
    else keys.set(key.id, key);
  }
  const [newest] = keys.values();
  if (problems.length > 0 || newest === undefined) throw new PayloadKeysInvalid(problems);
  return { newest, keys: [...keys.values()], ids: [...keys.keys()], find: (id) => keys.get(id) };
}

/** A fresh random key in the form of one `PAYLOAD_KEYS` entry, for the demo and tests. */
export function generatePayloadKey(id: string): string {
  if (!isPayloadKeyId(id)) throw new PayloadKeysInvalid([badId(1)]);
  return `${id}:${randomBytes(KEY_BYTES).toString('base64')}`;
}

/**
 * A 32-byte key for one purpose, by HKDF-SHA256 (RFC 5869). Keys for different purposes tell nothing about each other
 * or about the key they come from; the purpose's name is part of what is stored under it and must never change.
 */
export function deriveSubkey(key: PayloadKey, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key.secret, Buffer.alloc(0), `offramp-worker/${purpose}`, KEY_BYTES));
}

/** The key, or a sentence saying what is wrong. An entry is never quoted: a misplaced colon would show the key. */
function parseEntry(entry: string, position: number): PayloadKey | string {
  const colon = entry.indexOf(':');
  if (colon === -1) return `Entry ${position} is not of the form id:base64.`;
  const id = entry.slice(0, colon);
  if (!isPayloadKeyId(id)) return badId(position);
  const encoded = entry.slice(colon + 1);
  const bytes = Buffer.from(encoded, 'base64');
  // Node skips what is not base64, so only the way back shows that nothing was lost.
  if (bytes.length !== KEY_BYTES || bytes.toString('base64') !== encoded) {
    return `The key '${id}' is not ${KEY_BYTES} bytes in base64: make one with \`openssl rand -base64 32\`.`;
  }
  return { id, secret: createSecretKey(bytes) };
}

function badId(position: number): string {
  return `The id of entry ${position} must be 1 to 32 letters, digits, dots, underscores or hyphens.`;
}
