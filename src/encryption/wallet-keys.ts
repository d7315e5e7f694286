import { createHmac } from 'node:crypto';
import { deriveSubkey, type KeyRing } from './key-ring';

/** Makes the search keys of wallet addresses, which tell nothing to somebody who cannot make them too. */
export interface WalletKeys {
  /** The key an order is written under. */
  newest(address: string, network: string): string;
  /** Every key the address may be found under: one for each payload key that is still known. */
  all(address: string, network: string | undefined): string[];
}

/** With encryption off, the secret shared with the provider serves instead. */
export function createWalletKeys(keyRing: KeyRing | 'none', fallbackSecret: string): WalletKeys {
  const secrets = keyRing === 'none' ? [Buffer.from(fallbackSecret)] : subkeysOf(keyRing);
  const first = keyRing === 'none' ? Buffer.from(fallbackSecret) : deriveSubkey(keyRing.newest, 'wallet');
  return {
    newest: (address, network) => walletKey(first, address, network),
    all: (address, network) => secrets.map((secret) => walletKey(secret, address, network)),
  };
}

function subkeysOf(keyRing: KeyRing): Buffer[] {
  return keyRing.ids.flatMap((id) => {
    const key = keyRing.find(id);
    return key === undefined ? [] : [deriveSubkey(key, 'wallet')];
  });
}

function walletKey(secret: Buffer, address: string, network: string | undefined): string {
  // Hex addresses are the same in any case (EIP-55 is a checksum), TRX addresses are not.
  const isHex = network === undefined ? address.startsWith('0x') : network !== 'TRX';
  const canonical = isHex ? address.toLowerCase() : address;
  return `wallet:${createHmac('sha256', secret).update(canonical).digest('hex').slice(0, 40)}`;
}
