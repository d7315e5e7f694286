import { validateBIC, validateIBAN, ValidationErrorsBIC, ValidationErrorsIBAN } from 'ibantools';
import { withoutSeparators, type CheckedField } from './checked-field';

/**
 * Checks an IBAN's country, length, layout and check digits (ISO 13616). The normalised value has no separators.
 * The check digits some countries keep inside the account number are not held against it: the IBAN's own have already
 * caught typing errors, and such schemes have genuine exceptions (Norwegian accounts with 00 as fifth and sixth digit).
 */
export function checkIban(entered: string): CheckedField {
  const value = withoutSeparators(entered);
  const problem = ibanProblem(value);
  return problem === undefined ? { value } : { problem };
}

/** Checks the form of a BIC (ISO 9362): 8 or 11 characters and a country that exists. Upper-cased; no bank is looked up. */
export function checkBic(entered: string): CheckedField {
  const value = withoutSeparators(entered);
  if (value.length !== 8 && value.length !== 11) return { problem: 'must have 8 or 11 characters.' };
  const { errorCodes, valid } = validateBIC(value);
  if (valid) return { value };
  return errorCodes.includes(ValidationErrorsBIC.NoBICCountry)
    ? { problem: 'must have the code of a country as its fifth and sixth characters.' }
    : { problem: 'must be a BIC: four letters, a country code, then two or five letters or digits.' };
}

/** True when the value, however it is spaced or punctuated, is a valid IBAN and so must not serve as a reference. */
export function looksLikeIban(value: string): boolean {
  return ibanProblem(withoutSeparators(value.replace(/[._]/g, ''))) === undefined;
}

/** The country of a normalised IBAN, as ISO 3166 alpha-2. */
export function ibanCountry(iban: string): string {
  return iban.slice(0, 2);
}

/** The country of a normalised BIC, as ISO 3166 alpha-2. */
export function bicCountry(bic: string): string {
  return bic.slice(4, 6);
}

// Countries followed by the territories whose accounts carry that country's IBAN prefix while their banks may have BICs
// of their own (SWIFT's IBAN registry). Monaco has a prefix too, but French banks use their French BIC with it.
const countriesSharingIbans = [
  ['GB', 'GG', 'IM', 'JE'],
  ['FR', 'BL', 'GF', 'GP', 'MC', 'MF', 'MQ', 'NC', 'PF', 'PM', 'RE', 'TF', 'WF', 'YT'],
  ['FI', 'AX'],
];

/** True when a normalised IBAN and BIC can belong together by country. Whether they name the same bank is not asked. */
export function countriesAgree(iban: string, bic: string): boolean {
  const countries = [ibanCountry(iban), bicCountry(bic)];
  return (
    new Set(countries).size === 1 ||
    countriesSharingIbans.some((sharing) => countries.every((country) => sharing.includes(country)))
  );
}

function ibanProblem(value: string): string | undefined {
  const codes = new Set(validateIBAN(value).errorCodes);
  codes.delete(ValidationErrorsIBAN.WrongAccountBankBranchChecksum);
  if (codes.size === 0) return undefined;
  if (codes.has(ValidationErrorsIBAN.NoIBANProvided)) return 'must not be empty.';
  if (codes.has(ValidationErrorsIBAN.NoIBANCountry)) return 'must begin with the code of a country that has IBANs.';
  if (codes.has(ValidationErrorsIBAN.WrongBBANLength)) return 'does not have the length of an IBAN of its country.';
  if (codes.has(ValidationErrorsIBAN.WrongBBANFormat))
    return 'has a letter or digit where its country does not allow one.';
  return 'has wrong check digits, so at least one character is mistyped.';
}
