import { randomBytes } from 'node:crypto';
import { sha256 } from '@noble/hashes/sha2';
import { keccak_256 } from '@noble/hashes/sha3';
import { createBase58check } from '@scure/base';

export const networks = ['ETH', 'TRX', 'MATIC'] as const;
export type Network = (typeof networks)[number];

const base58check = createBase58check(sha256);
const tronPrefix = 0x41;

/** The address of 20 bytes in EIP-55 mixed case, as used by ETH and MATIC. */
export function ethereumAddress(bytes: Uint8Array): string {
  const digits = Buffer.from(bytes).toString('hex');
  const hash = Buffer.from(keccak_256(Buffer.from(digits, 'ascii'))).toString('hex');
  const cased = [...digits].map((digit, index) =>
    parseInt(hash.charAt(index), 16) >= 8 ? digit.toUpperCase() : digit,
  );
  return `0x${cased.join('')}`;
}

/** The address of 20 bytes in base58check, as used by TRX; it starts with `T`. */
export function tronAddress(bytes: Uint8Array): string {
  return base58check.encode(Uint8Array.of(tronPrefix, ...bytes));
}

/** A valid address that nobody owns. */
export function newAddress(network: Network): string {
  const bytes = randomBytes(20);
  return network === 'TRX' ? tronAddress(bytes) : ethereumAddress(bytes);
}

/** A well-formed address whose checksum is wrong: one letter in the other case, or another last character. */
export function misprintedAddress(network: Network): string {
  const address = newAddress(network);
  if (network === 'TRX') return address.slice(0, -1) + (address.endsWith('1') ? '2' : '1');
  const misprinted = address.replace(/[a-fA-F]/, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
  // In a single case there is no checksum that could be wrong.
  const isMixed = /[a-f]/.test(misprinted) && /[A-F]/.test(misprinted);
  return isMixed ? misprinted : misprintedAddress(network);
}

/** A transaction id in the network's notation. */
export function newTransactionId(network: Network): string {
  const digits = randomBytes(32).toString('hex');
  return network === 'TRX' ? digits : `0x${digits}`;
}
