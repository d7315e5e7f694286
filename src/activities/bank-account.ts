import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { BankAccountDetails } from '../banking/account-fields';
import type { CoinutApi } from '../coinut/api';
import type { NewBankAccount } from '../coinut/contracts/contract';
import type { CoinutBankAccount } from '../coinut/schemas';
import { mustLookUp, type CreateInput } from './create-input';
import { beforeCreate } from './failures';

export function createBankAccountActivities({ coinut }: { coinut: CoinutApi }) {
  return {
    /** Finds the account by its number, or adds it. */
    async ensureBankAccount(input: NewBankAccount & CreateInput & { readonly again?: boolean }) {
      const { customerId, account } = input;
      const creation = coinut.addBankAccount({ customerId, account });
      const known = mustLookUp(input)
        ? await beforeCreate(() => coinut.listBankAccounts(customerId, account.currency))
        : [];
      const theirs = known.filter((other) => other.customerId === undefined || other.customerId === customerId);
      const found = theirs.find((other) => isSameAccount(other, account));
      if (found?.id !== undefined) return { bankAccountId: found.id };
      // The provider does not echo IBANs: one of these may be what an earlier try of ours has made. Neither taking it
      // nor making another is safe, so a person has to look.
      const mayHaveBeenMade = input.again === true || activityInfo().attempt > 1;
      if (mayHaveBeenMade && theirs.some((other) => mayBeAccount(other, account))) {
        throw ApplicationFailure.nonRetryable(
          'The provider holds an account of this customer that may be the one to be added, but does not show its IBAN. ' +
            'Look it up there, and start a new order that names it by bankAccountId.',
          'BankAccountUncertain',
        );
      }
      return { bankAccountId: (await creation.send()).id };
    },

    /** Makes sure that an account named in the order exists and is held in the order's currency. */
    async checkBankAccount(input: {
      bankAccountId: string;
      currency: string;
      customerId?: string;
    }): Promise<{ bankAccountId: string }> {
      const account = await coinut.readBankAccount(input.bankAccountId);
      if (account.currency !== undefined && account.currency !== input.currency) {
        throw ApplicationFailure.nonRetryable(
          `The bank account named in the order is held in ${account.currency}, the order pays ${input.currency}.`,
          'BankAccountCurrencyDiffers',
        );
      }
      return { bankAccountId: input.bankAccountId };
    },
  };
}

/**
 * The same account only by an equal identifying number: the provider does not echo IBANs, so an account without an
 * account number is never taken for a match (provider.md section 4.3).
 */
function isSameAccount(known: CoinutBankAccount, account: BankAccountDetails): boolean {
  if (known.currency !== account.currency) return false;
  const wanted: { accountNo?: string; iban?: string; swift?: string } = account;
  const sameNumber = known.accountNo !== undefined && compact(known.accountNo) === compact(wanted.accountNo);
  const sameIban = known.iban !== undefined && compact(known.iban) === compact(wanted.iban);
  const otherIban = known.iban !== undefined && wanted.iban !== undefined && !sameIban;
  const otherBank = compact(known.swift) !== compact(wanted.swift) || known.bankName !== account.bankName;
  return sameIban || (sameNumber && !otherIban && !otherBank);
}

/** An account at the same bank that shows no number to tell it by. */
function mayBeAccount(known: CoinutBankAccount, account: BankAccountDetails): boolean {
  const showsNumber = known.iban !== undefined || (known.accountNo !== undefined && account.accountNo !== undefined);
  const sameBank = known.bankName === account.bankName && compact(known.swift) === compact(account.swift);
  return !showsNumber && known.currency === account.currency && sameBank;
}

function compact(text: string | undefined): string | undefined {
  return text?.replace(/[\s-]/g, '').toUpperCase();
}
