import type { CryptoCurrency, FiatCurrency, Network } from '../banking/currencies';
import { providerKey } from './provider-ids';
import type { DepositSighting } from './sightings';

/** A deposit that came to an order's address when no order was waiting for one; it becomes an order of its own. */
export interface LaterDeposit {
  /** `<reference of the order whose address it is>:deposit:<deposit id>` */
  readonly reference: string;
  readonly deposit: DepositSighting;
  readonly customerId?: string;
  readonly flowId?: string;
  readonly bankAccountId?: string;
  /** The country of that account, ISO 3166 alpha-2, as far as the provider tells. */
  readonly accountCountry?: string;
  readonly source: { readonly currency: CryptoCurrency; readonly network: Network };
  readonly payoutCurrency: FiatCurrency;
}

/** Whether a workflow's input is what starts the order of a later deposit. */
export function isLaterDeposit(input: unknown): input is LaterDeposit {
  if (typeof input !== 'object' || input === null) return false;
  const needed = ['reference', 'deposit', 'source', 'payoutCurrency'];
  return needed.every((field) => field in input) && hasDepositId(input);
}

function hasDepositId(input: object): boolean {
  const deposit: unknown = 'deposit' in input ? input.deposit : undefined;
  return typeof deposit === 'object' && deposit !== null && 'depositId' in deposit;
}

/** The reference of the order that a later deposit becomes. */
export function laterDepositReference(reference: string, depositId: string): string {
  // One order's later deposits do not have later deposits of their own.
  const [original = reference] = reference.split(':');
  return `${original}:${providerKey('deposit', depositId)}`;
}
