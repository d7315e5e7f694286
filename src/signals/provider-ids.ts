import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';

/** The kinds of ids under which an order can be found in the search attribute `CoinutIds`. */
export type ProviderIdKind = 'customer' | 'address' | 'wallet' | 'flow' | 'deposit' | 'trade' | 'payment';

/** A quote in an id would break out of a visibility query, and a long list makes the server end the workflow. */
const plainId = /^[A-Za-z0-9._-]{1,64}$/;
const mostKeys = 20;

/**
 * The search attribute value for one of the provider's ids, such as `deposit:d-1`. Ids that are long or hold other
 * characters are hashed; whoever searches makes the key in the same way.
 */
export function providerKey(kind: ProviderIdKind, id: string): string {
  return `${kind}:${plainId.test(id) ? id : `sha256-${bytesToHex(sha256(utf8ToBytes(id))).slice(0, 40)}`}`;
}

/**
 * A key added to an order's list. The list stays far below the 2048 bytes beyond which the server terminates the
 * workflow: the oldest ids were needed first and are the ones that may go.
 */
export function withProviderKey(keys: readonly string[], key: string): readonly string[] {
  if (keys.includes(key)) return keys;
  return [...keys, key].slice(-mostKeys);
}
