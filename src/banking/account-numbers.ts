import { pattern, withoutSeparators, type FieldCheck } from './checked-field';
import type { FiatCurrency } from './currencies';

// Generous on purpose: a number a bank would not know comes back as a return, a genuine one refused costs a customer.
// USD, EUR, GBP and SGD may be paid abroad by SWIFT, where 34 characters (the longest IBAN) is the only common bound.
const anyAccountNumber = pattern(/^[A-Z0-9]{1,34}$/, '1 to 34 letters or digits');

const checks: Readonly<Record<FiatCurrency, FieldCheck>> = {
  USD: anyAccountNumber,
  EUR: anyAccountNumber,
  GBP: anyAccountNumber,
  CAD: pattern(/^\d{7,12}$/, '7 to 12 digits'),
  AUD: pattern(/^[A-Z0-9]{1,10}$/, '1 to 10 letters or digits'),
  SGD: pattern(/^[A-Z0-9]{5,34}$/, '5 to 34 letters or digits'),
};

const besideSortCode = pattern(/^\d{8}$/, '8 digits beside a sort code: put zeros before a shorter number');

/**
 * The check of `accountNo` for accounts in a currency. In the UK an account number beside a sort code has exactly 8
 * digits. A number of zeros only is refused everywhere, as a form filled in to get past it.
 */
export function accountNumberCheck(currency: FiatCurrency, hasSortCode: boolean): FieldCheck {
  const check = currency === 'GBP' && hasSortCode ? besideSortCode : checks[currency];
  return (entered) =>
    /^0+$/.test(withoutSeparators(entered)) ? { problem: 'must not be all zeros.' } : check(entered);
}
