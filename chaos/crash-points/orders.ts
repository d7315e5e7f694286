import type { BankAccountDetails } from '../../src/banking/account-fields';
import type { OfframpBankAccount, OfframpOrder, OfframpSource } from '../../src/signals/offramp-order';

const dbs = { currency: 'SGD', bankName: 'DBS', swift: 'DBSSSGSG', accountName: 'Ana Lim' } as const;

/** Accounts by what matters about them here. */
export const accounts = {
  /** The provider shows its number, by which it is found again. */
  numbered: { ...dbs, accountNo: '0012345678' },
  /** Another one of the same kind. */
  second: { ...dbs, accountNo: '0087654321' },
  /** The provider never shows an IBAN, so that one that may have been added cannot be told from others. */
  iban: {
    currency: 'EUR',
    bankName: 'Deutsche Bank',
    iban: 'DE89370400440532013000',
    swift: 'DEUTDEFF',
    accountName: 'Ana Lim',
  },
} as const satisfies Readonly<Record<string, BankAccountDetails>>;

/** What differs from one order to another. */
export interface OrderChoices {
  /** `known`: that of the earlier order, named by the provider's own id. Default `numbered`. */
  readonly account?: keyof typeof accounts | 'known';
  /** Each has a deposit address, and so a flow, of its own. Default `ETH`. */
  readonly network?: OfframpSource['network'];
  readonly deadlines?: NonNullable<OfframpOrder['deadlines']>;
}

/** Who an order is for, and under which reference. */
export interface OrderNames {
  readonly reference: string;
  readonly externalId: string;
  /** A tag of the simulator's scenarios for the customer. */
  readonly tag?: string | undefined;
}

/** An order as a backend would start it. */
export function orderOf(
  { account = 'numbered', network = 'ETH', deadlines }: OrderChoices,
  { reference, externalId, tag }: OrderNames,
  knownAccountId?: string,
): OfframpOrder {
  // The provider's own deposits come whether or not the address was shown; here customers pay as they would.
  const tags = ['no-deposit', ...(tag === undefined ? [] : [tag])];
  return {
    reference,
    customer: { externalId, name: 'Ana Lim', email: `ana+${tags.join('+')}@example.com` },
    bankAccount: account === 'known' ? knownAccount(knownAccountId) : accounts[account],
    source: { currency: 'USDT', network },
    ...(deadlines ? { deadlines } : {}),
  };
}

function knownAccount(bankAccountId: string | undefined): OfframpBankAccount {
  if (bankAccountId === undefined) throw new Error('Only an order with an earlier one can name its account.');
  return { bankAccountId, currency: accounts.numbered.currency };
}
