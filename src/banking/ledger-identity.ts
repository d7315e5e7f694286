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

/** Of what is open, `held` is with the partner: not under way to anybody, so that it can be sent. */
export type FiatBalance =
  { readonly open: string; readonly held: string } | Extract<Balance, { readonly breach: true }>;

/** DESIGN section 6, *Identity*: `deposited = traded + refunded + disposed + held`, exactly. `open` is what is held. */
export function cryptoBalance({ deposited, traded, refunded, disposed }: CryptoEntries): Balance {
  return balanceOf(deposited, sumAmounts([...traded, ...refunded, ...disposed]));
}

/**
 * DESIGN section 6, *Identity*: the settled trades equal what is queued, in flight, unknown, credited, presumed credited,
 * held after a return, and disposed of. `open` is everything of it that has not come to rest.
 */
export function fiatBalance({ settled, transfers, disposed }: FiatEntries): FiatBalance {
  const amountsOf = (...standings: readonly TransferStanding[]) =>
    transfers.filter(({ standing }) => standings.includes(standing)).map(({ amount }) => amount);
  const atRest = sumAmounts([...amountsOf('credited', 'presumed-credited'), ...disposed]);
  const balance = balanceOf(sumAmounts(settled), atRest);
  if (!('open' in balance)) return balance;
  const underWay = sumAmounts(amountsOf('queued', 'in-flight', 'unknown'));
  const held = compareAmounts(balance.open, underWay) > 0 ? subtractAmounts(balance.open, underWay) : '0';
  return { ...balance, held };
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
