import { createHmac } from 'node:crypto';
import { deriveSubkey, type KeyRing } from './key-ring';

/** What is personal and yet has to be searched for: a wallet, a bank account, a customer by the backend's own id. */
export type SecretKind = 'wallet' | 'account' | 'customer-reference';

/** Makes search keys of personal data, which tell nothing to somebody who cannot make them too. */
export interface SecretKeys {
  /** The key under which it is written. */
  newest(kind: SecretKind, text: string): string;
  /** Every key under which it may be found: one for each payload key that is still known. */
  all(kind: SecretKind, text: string): string[];
}

/** The search keys of wallet addresses. */
export interface WalletKeys {
  /** The key an order is written under. */
  readonly newest: (address: string, network: string) => string;
  /** Every key the address may be found under. */
  readonly all: (address: string, network: string | undefined) => string[];
}

/** With encryption off, the secret shared with the provider serves instead. */
export function createSecretKeys(keyRing: KeyRing | 'none', fallbackSecret: string): SecretKeys {
  const secrets = keyRing === 'none' ? [Buffer.from(fallbackSecret)] : subkeysOf(keyRing);
  const first = keyRing === 'none' ? Buffer.from(fallbackSecret) : deriveSubkey(keyRing.newest, 'wallet');
  return {
    newest: (kind, text) => secretKey(first, kind, text),
    all: (kind, text) => secrets.map((secret) => secretKey(secret, kind, text)),
  };
}

export function createWalletKeys(keyRing: KeyRing | 'none', fallbackSecret: string): WalletKeys {
  const keys = createSecretKeys(keyRing, fallbackSecret);
  return {
    newest: (address, network) => keys.newest('wallet', canonicalAddress(address, network)),
    all: (address, network) => keys.all('wallet', canonicalAddress(address, network)),
  };
}

function subkeysOf(keyRing: KeyRing): Buffer[] {
  return keyRing.ids.flatMap((id) => {
    const key = keyRing.find(id);
    return key === undefined ? [] : [deriveSubkey(key, 'wallet')];
  });
}

/** Hex addresses are the same in any case (EIP-55 is a checksum), TRX addresses are not. */
function canonicalAddress(address: string, network: string | undefined): string {
  const isHex = network === undefined ? address.startsWith('0x') : network !== 'TRX';
  return isHex ? address.toLowerCase() : address;
}

function secretKey(secret: Buffer, kind: SecretKind, text: string): string {
  // A wallet is hashed by itself, whatever else may be hashed under the same secret says what it is.
  const hashed = kind === 'wallet' ? text : `${kind}\n${text}`;
  return `${kind}:${createHmac('sha256', secret).update(hashed).digest('hex').slice(0, 40)}`;
}
