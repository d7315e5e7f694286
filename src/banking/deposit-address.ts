import { sha256 } from '@noble/hashes/sha2';
import { keccak_256 } from '@noble/hashes/sha3';
import { createBase58check } from '@scure/base';
import type { Network } from './currencies';

const base58check = createBase58check(sha256);

/**
 * What makes an address unfit to be shown to a customer, as a sentence that does not repeat it; undefined when it is fit.
 * ETH and MATIC: 0x and 40 hexadecimal digits; upper and lower case mixed must be the EIP-55 checksum. TRX: base58check
 * of 21 bytes beginning with 0x41. Money sent to a mistyped address is lost, so nothing doubtful passes.
 */
export function depositAddressProblem(address: string, network: Network): string | undefined {
  return network === 'TRX' ? tronProblem(address) : ethereumProblem(address, network);
}

/** True when both addresses are one place on the network: letter case means nothing on ETH and MATIC, everything on TRX. */
export function sameAddress(left: string, right: string, network: Network): boolean {
  return network === 'TRX' ? left === right : left.toLowerCase() === right.toLowerCase();
}

function ethereumProblem(address: string, network: Network): string | undefined {
  if (!/^0x[0-9a-fA-F]{40}$/.test(address)) {
    return `The deposit address is not an ${network} address: it must be 0x and 40 hexadecimal digits.`;
  }
  const digits = address.slice(2);
  if (/^0+$/.test(digits)) return 'The deposit address is the zero address, from which nothing can be recovered.';
  const isSingleCase = digits === digits.toLowerCase() || digits === digits.toUpperCase();
  if (isSingleCase || digits === checksummed(digits.toLowerCase())) return undefined;
  return 'The deposit address fails its EIP-55 checksum, so at least one character is wrong.';
}

// https://eips.ethereum.org/EIPS/eip-55: a letter is upper case where the hash of the lower-case digits is 8 or more.
function checksummed(lowerCaseDigits: string): string {
  const hash = keccak_256(Uint8Array.from(lowerCaseDigits, (digit) => digit.charCodeAt(0)));
  return Array.from(lowerCaseDigits, (digit, position) => {
    const byte = hash[position >> 1] ?? 0;
    const nibble = position % 2 === 0 ? byte >> 4 : byte & 0x0f;
    return nibble >= 8 ? digit.toUpperCase() : digit;
  }).join('');
}

function tronProblem(address: string): string | undefined {
  // Bounded first, because decoding base58 takes time that grows with the square of the length.
  if (!/^[1-9A-HJ-NP-Za-km-z]{25,50}$/.test(address)) {
    return 'The deposit address is not a TRX address: it must be 34 base58 characters beginning with T.';
  }
  const bytes = decoded(address);
  if (bytes === undefined) return 'The deposit address fails its base58 checksum, so at least one character is wrong.';
  if (bytes.length !== 21 || bytes[0] !== 0x41) {
    return 'The deposit address is valid base58 but not of the TRX network: it must be 21 bytes beginning with 0x41.';
  }
  if (bytes.slice(1).every((byte) => byte === 0)) {
    return 'The deposit address is the zero address, from which nothing can be recovered.';
  }
  return undefined;
}

function decoded(address: string): Uint8Array | undefined {
  try {
    return base58check.decode(address);
  } catch {
    return undefined;
  }
}
