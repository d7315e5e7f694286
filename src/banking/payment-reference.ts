import { sha256 } from '@noble/hashes/sha2';
import { utf8ToBytes } from '@noble/hashes/utils';
import { base32 } from '@scure/base';

/**
 * Names one attempt to send the fiat of one trade: `R`, twelve characters of a hash of the trade's id, and the attempt,
 * such as `RK5QZ3M2TTB7A-2`. The same whichever order sends, so that a second payment of it can be recognised, and short
 * enough for every bank's reference field (DESIGN section 6).
 */
export function paymentReference(tradeId: string, attempt: number): string {
  return `R${base32.encode(sha256(utf8ToBytes(tradeId))).slice(0, 12)}-${attempt}`;
}
