import type { KeyRing } from '../encryption/key-ring';
import { createWalletKeys } from '../encryption/secret-keys';
import { providerKey, type ProviderIdKind } from '../signals/provider-ids';
import { CommandFailed, WrongUsage } from './answer';

/** What an order can be found by, each with what is given. */
const kinds: Readonly<Record<ProviderIdKind, string>> = {
  customer: "the provider's customer id",
  address: "the provider's deposit address id",
  wallet: 'a deposit address itself',
  flow: "the provider's flow id",
  deposit: "the provider's deposit id",
  trade: "the provider's trade id",
  payment: 'a payment reference',
};

/** One of the ids that orders are found by, as an operator names it. */
export interface NamedId {
  readonly kind: ProviderIdKind;
  readonly id: string;
}

/** Reads `deposit:d-1`, or the words `deposit d-1`. */
export function namedId(words: readonly string[]): NamedId {
  const [kind = '', id = ''] = words.length === 1 ? splitAtColon(words[0] ?? '') : words;
  if (words.length > 2 || !isKind(kind) || id === '') {
    throw new WrongUsage(`--id takes a kind and an id, such as deposit:d-1. The kinds: ${kindsInWords()}.`);
  }
  return { kind, id };
}

/**
 * Every key of `CoinutIds` that orders may know this by. Addresses are personal, so that they are found by keyed hashes,
 * which only somebody with the keys of the workers can make.
 */
export function searchKeys({ kind, id }: NamedId, payloadKeys: KeyRing | 'none' | undefined): string[] {
  if (kind !== 'wallet') return [providerKey(kind, id)];
  if (payloadKeys === undefined) {
    throw new CommandFailed('PAYLOAD_KEYS is required to find an order by an address: give those of the workers.');
  }
  if (payloadKeys === 'none') {
    throw new CommandFailed('With PAYLOAD_KEYS=none no order can be found by an address: name another id.');
  }
  return createWalletKeys(payloadKeys, '').all(id, undefined);
}

function splitAtColon(text: string): string[] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text] : [text.slice(0, colon), text.slice(colon + 1)];
}

function isKind(text: string): text is ProviderIdKind {
  return Object.hasOwn(kinds, text);
}

function kindsInWords(): string {
  return Object.entries(kinds)
    .map(([kind, given]) => `${kind} (${given})`)
    .join(', ');
}
