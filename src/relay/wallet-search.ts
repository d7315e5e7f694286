/** The part of the wallet keys that searching needs: every key an address may be found under. */
export interface WalletKeys {
  readonly all: (address: string, network: string | undefined) => string[];
}
