import { randomBytes, randomInt } from 'node:crypto';
import type { BankAccountDetails } from '../../src/banking/account-fields';
import type { FiatCurrency } from '../../src/banking/currencies';

/** A bank account of the same kind and bank as another, of somebody else: number and names are new. */
export function plantedAccount(
  account: BankAccountDetails,
  names: { readonly accountName: string; readonly bankName: string },
): BankAccountDetails {
  const { iban, accountNo, currency } = account;
  return {
    ...account,
    ...names,
    ...(iban === undefined ? {} : { iban: otherIban(iban) }),
    ...(accountNo === undefined ? {} : { accountNo: accountNumber(currency) }),
  };
}

/** As long as the currency allows: a short number might stand in a database by chance. */
function accountNumber(currency: FiatCurrency): string {
  return currency === 'CAD' ? `7${digits(11)}` : `VX${randomBytes(4).toString('hex').toUpperCase()}`;
}

/** Another account number of the same bank, with the check digits that ISO 13616 wants. */
function otherIban(iban: string): string {
  const country = iban.slice(0, 2);
  const bban = iban.slice(4, -8) + digits(8);
  // Letters count as 10 to 35; country and check digits stand at the end for this.
  const numeric = `${bban}${country}00`.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  const check = 98n - (BigInt(numeric) % 97n);
  return `${country}${String(check).padStart(2, '0')}${bban}`;
}

function digits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join('');
}
