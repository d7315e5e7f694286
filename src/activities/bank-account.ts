import { activityInfo } from '@temporalio/activity';
import { toldCountry } from '../banking/account-fields';
import type { CoinutApi } from '../coinut/api';
import type { NewBankAccount } from '../coinut/contracts/contract';
import type { CoinutBankAccount } from '../coinut/schemas';
import { isAfterReset, mustLookUp, requireNothingUnderWay, type CreateInput } from './create-input';
import type { RequireCurrentAttempt } from './current-attempt';
import { besideCreate, ifKnown, refusal } from './failures';
import type { SiblingOrders } from './sibling-orders';

/** An account that the order names by the provider's own id. */
export interface NamedBankAccount {
  readonly bankAccountId: string;
  readonly currency: string;
  /** Whose it has to be. */
  readonly customerId?: string;
}

export interface CheckedBankAccount {
  readonly bankAccountId: string;
  /** ISO 3166 alpha-2, as far as the provider tells; money for abroad takes longer. */
  readonly accountCountry?: string;
}

export interface AddedBankAccount {
  readonly bankAccountId: string;
  /** The secret key under which orders to the same account find this one. */
  readonly accountKey: string;
}

export interface BankAccountActivityDependencies {
  readonly coinut: CoinutApi;
  readonly siblings: Pick<SiblingOrders, 'awaitTurn' | 'accountKey' | 'accountsAddedBefore'>;
  readonly requireCurrentAttempt: RequireCurrentAttempt;
}

export function createBankAccountActivities(dependencies: BankAccountActivityDependencies) {
  const { coinut, siblings, requireCurrentAttempt } = dependencies;

  async function add(creation: { send(): Promise<{ readonly id: string }> }): Promise<string> {
    await requireCurrentAttempt();
    return (await creation.send()).id;
  }

  /** The account as an order of ours added it before, if the provider still has it. */
  async function addedBefore({ customerId, account }: NewBankAccount): Promise<string | undefined> {
    for (const bankAccountId of await siblings.accountsAddedBefore(customerId, account)) {
      const known = await ifKnown(() => coinut.readBankAccount(bankAccountId));
      const isTheirs = known && !differs(known.customerId, customerId) && !differs(known.currency, account.currency);
      if (isTheirs) return bankAccountId;
    }
    return undefined;
  }

  return {
    /** Finds the account by its number, or as one that an order of ours has added; or adds it. */
    async ensureBankAccount(
      input: NewBankAccount & CreateInput & { readonly again?: boolean },
    ): Promise<AddedBankAccount> {
      const { customerId, account } = input;
      const accountKey = siblings.accountKey(customerId, account);
      const creation = coinut.addBankAccount({ customerId, account });
      if (!mustLookUp(input)) return { bankAccountId: await add(creation), accountKey };

      await siblings.awaitTurn(input);
      const known = await besideCreate(() => coinut.listBankAccounts(customerId, account.currency));
      const theirs = known.filter((other) => !differs(other.customerId, customerId));
      const found = theirs.find((other) => isSameAccount(other, creation.account))?.id;
      const adopted = found ?? (await besideCreate(() => addedBefore({ customerId, account })));
      if (adopted !== undefined) return { bankAccountId: adopted, accountKey };
      requireNothingUnderWay(input);
      // The provider does not echo IBANs: one of these may be what an earlier try of ours has made. Neither taking it
      // nor making another is safe, so a person has to look.
      const mayHaveBeenMade = input.again === true || isAfterReset(input) || activityInfo().attempt > 1;
      if (mayHaveBeenMade && theirs.some((other) => mayBeAccount(other, creation.account))) {
        throw refusal(
          'BankAccountUncertain',
          'The provider holds an account of this customer that may be the one to be added, but does not show its IBAN. ' +
            'Look it up there, and start a new order that names it by bankAccountId.',
        );
      }
      return { bankAccountId: await add(creation), accountKey };
    },

    /** Makes sure that an account named in the order exists, is the customer's and is held in the order's currency. */
    async checkBankAccount(input: NamedBankAccount): Promise<CheckedBankAccount> {
      const account = await coinut.readBankAccount(input.bankAccountId);
      if (differs(account.customerId, input.customerId)) {
        throw refusal(
          'BankAccountOfAnotherCustomer',
          'The bank account named in the order belongs to another customer of the provider than the order does.',
        );
      }
      if (differs(account.currency, input.currency)) {
        throw refusal(
          'BankAccountCurrencyDiffers',
          `The bank account named in the order is not held in ${input.currency}, which the order pays.`,
        );
      }
      const accountCountry = toldCountry(account);
      return { bankAccountId: input.bankAccountId, ...(accountCountry && { accountCountry }) };
    },
  };
}

/** What one side does not tell cannot differ. */
function differs(told: string | undefined, wanted: string | undefined): boolean {
  return told !== undefined && wanted !== undefined && told !== wanted;
}

/**
 * The same account only by an equal identifying number: the provider does not echo IBANs, so an account without an
 * account number is never taken for a match (docs/provider.md, *Bank accounts*).
 */
function isSameAccount(known: CoinutBankAccount, wanted: CoinutBankAccount): boolean {
  if (known.currency !== wanted.currency) return false;
  const sameNumber = known.accountNo !== undefined && compact(known.accountNo) === compact(wanted.accountNo);
  const sameIban = known.iban !== undefined && compact(known.iban) === compact(wanted.iban);
  const otherIban = known.iban !== undefined && wanted.iban !== undefined && !sameIban;
  const otherBank = compact(known.swift) !== compact(wanted.swift) || known.bankName !== wanted.bankName;
  return sameIban || (sameNumber && !otherIban && !otherBank);
}

/** An account at the same bank that shows no number to tell it by. */
function mayBeAccount(known: CoinutBankAccount, wanted: CoinutBankAccount): boolean {
  const showsNumber = known.iban !== undefined || (known.accountNo !== undefined && wanted.accountNo !== undefined);
  const sameBank = known.bankName === wanted.bankName && compact(known.swift) === compact(wanted.swift);
  return !showsNumber && known.currency === wanted.currency && sameBank;
}

function compact(text: string | undefined): string | undefined {
  return text?.replace(/[\s-]/g, '').toUpperCase();
}
