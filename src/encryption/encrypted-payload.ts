import type { Payload } from '@temporalio/common';
import { decode, encode } from '@temporalio/common/lib/encoding';

// The payload converter reads this module inside the workflow sandbox: no Node built-ins here.

const ENCODING = 'encoding';
const ENCRYPTED_ENCODING = 'binary/encrypted';
const KEY_ID = 'encryption-key-id';

/** Whether a text has the form of a key id, `^[A-Za-z0-9._-]{1,32}$`. */
export function isPayloadKeyId(text: string): boolean {
  return /^[A-Za-z0-9._-]{1,32}$/.test(text);
}

/** The metadata of a payload encrypted with the key of this id. */
export function encryptedMetadata(keyId: string): Record<string, Uint8Array> {
  return { [ENCODING]: encode(ENCRYPTED_ENCODING), [KEY_ID]: encode(keyId) };
}

/**
 * The id of the key a payload says it was encrypted with, or `undefined` if it was not written by our codec: another
 * encoding, no key id, or one that could not be ours. What is returned is safe to print.
 */
export function encryptionKeyId(payload: Payload): string | undefined {
  const encoding = payload.metadata?.[ENCODING];
  const keyId = payload.metadata?.[KEY_ID];
  if (!encoding || !keyId || decode(encoding) !== ENCRYPTED_ENCODING) return undefined;
  const text = decode(keyId);
  return isPayloadKeyId(text) ? text : undefined;
}
