import { pattern, withoutSeparators, type CheckedField } from './checked-field';

const abaWeights = [3, 7, 1, 3, 7, 1, 3, 7, 1] as const;

/**
 * Checks a US routing number: nine digits, a prefix the American Bankers Association assigns, and the 3-7-1 checksum.
 * All zeros and numbers such as 999999992 have a right checksum, which is why the prefix is checked too.
 */
export function checkAba(entered: string): CheckedField {
  const value = withoutSeparators(entered);
  if (!/^\d{9}$/.test(value)) return { problem: 'must be 9 digits.' };
  if (/^0+$/.test(value) || !isAbaPrefix(Number(value.slice(0, 2)))) {
    return { problem: 'does not begin with a prefix that US routing numbers have.' };
  }
  const sum = abaWeights.reduce((total, weight, position) => total + weight * Number(value.charAt(position)), 0);
  return sum % 10 === 0 ? { value } : { problem: 'has a wrong check digit, so at least one digit is mistyped.' };
}

/**
 * Checks `aba` of an account in Singapore, where the guide asks for "aba or swift" although Singapore has no such
 * numbers: the bank and branch code of seven digits is taken as well as a US routing number.
 */
export function checkSingaporeAba(entered: string): CheckedField {
  const value = withoutSeparators(entered);
  if (/^\d{7}$/.test(value)) return { value };
  const checked = checkAba(value);
  if ('value' in checked || /^\d{9}$/.test(value)) return checked;
  return { problem: 'must be 7 digits (bank and branch code) or a US routing number of 9 digits.' };
}

/** An Australian bank-state-branch number. It has no check digit. */
export const checkBsb = pattern(/^\d{6}$/, '6 digits');

/** A Canadian financial institution number. */
export const checkInstitutionNumber = pattern(/^\d{3}$/, '3 digits');

/** A Canadian branch transit number. */
export const checkTransit = pattern(/^\d{5}$/, '5 digits');

/** A UK sort code. Its modulus check is left out: the table behind it expires, and a stale one refuses genuine accounts. */
export const checkSortCode = pattern(/^\d{6}$/, '6 digits');

function isAbaPrefix(prefix: number): boolean {
  return prefix <= 12 || (prefix >= 21 && prefix <= 32) || (prefix >= 61 && prefix <= 72) || prefix === 80;
}
