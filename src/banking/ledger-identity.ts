import { compareAmounts, subtractAmounts, sumAmounts } from './money';

/** Where the crypto of one deposit went, in the deposit's currency (decimal strings). */
export interface CryptoEntries {
  readonly deposited: string;
  /** What settled trades took. */
  readonly traded: readonly string[];
  readonly refunded: readonly string[];
  /** Disposed of otherwise, as an operator recorded. */
  readonly disposed: readonly string[];
}

/** How far one bank transfer has come, as far as is known. */
export type TransferStanding = 'queued' | 'in-flight' | 'unknown' | 'credited' | 'presumed-credited' | 'returned-held';

/** Where the fiat of the settled trades went, in the payout currency (decimal strings). */
export interface FiatEntries {
  /** What settled trades brought. */
  readonly settled: readonly string[];
  /** The newest standing of each transfer; a re-send takes the place of the one whose money came back. */
  readonly transfers: readonly { readonly amount: string; readonly standing: TransferStanding }[];
  readonly disposed: readonly string[];
}

/** What an account of money comes to: what still lies somewhere, or that more has gone out than came in. */
export type Balance = { readonly open: string } | { readonly breach: true; readonly excess: string };

/** DESIGN section 6, *Identity*: `deposited = traded + refunded + disposed + held`, exactly. `open` is what is held. */
export function cryptoBalance({ deposited, traded, refunded, disposed }: CryptoEntries): Balance {
  return balanceOf(deposited, sumAmounts([...traded, ...refunded, ...disposed]));
}

/**
 * DESIGN section 6, *Identity*: the settled trades equal what is queued, in flight, unknown, credited, presumed credited,
 * held after a return, and disposed of. `open` is everything of it that has not come to rest.
 */
export function fiatBalance({ settled, transfers, disposed }: FiatEntries): Balance {
  const arrived = transfers.filter(({ standing }) => standing === 'credited' || standing === 'presumed-credited');
  const atRest = sumAmounts([...arrived.map(({ amount }) => amount), ...disposed]);
  return balanceOf(sumAmounts(settled), atRest);
}

/** Whether nothing lies anywhere any more. */
export function isAtRest(balance: Balance): boolean {
  return 'open' in balance && compareAmounts(balance.open, '0') === 0;
}

function balanceOf(came: string, went: string): Balance {
  return compareAmounts(came, went) >= 0
    ? { open: subtractAmounts(came, went) }
    : { breach: true, excess: subtractAmounts(went, came) };
}
