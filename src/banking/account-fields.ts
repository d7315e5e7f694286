import { accountNumberCheck } from './account-numbers';
import { accountFields, accountRules, type AccountField } from './account-rules';
import { text, type CheckedField, type FieldCheck, type FieldProblem } from './checked-field';
import { fiatCurrencies, isFiatCurrency, type FiatCurrency } from './currencies';
import { bicCountry, checkBic, checkIban, countriesAgree, ibanCountry } from './iban';
import {
  checkAba,
  checkBsb,
  checkInstitutionNumber,
  checkSingaporeAba,
  checkSortCode,
  checkTransit,
} from './routing-numbers';

export type { FieldProblem } from './checked-field';
export { looksLikeIban } from './iban';

/**
 * A bank account whose fields have been checked and normalised: numbers without separators, codes in upper case. Names
 * are the guide's. Which fields are there depends on the currency; `checkBankAccount` is the only way to make one.
 */
export type BankAccountDetails = { currency: FiatCurrency; bankName: string } & { [F in AccountField]?: string };

export type BankAccountCheck = { ok: true; account: BankAccountDetails } | { ok: false; problems: FieldProblem[] };

/**
 * Checks a bank account as a person or a backend gave it against the guide's table, and reports every problem at once.
 * Fields that are `null` or `undefined` count as not given. Problems name the field and never repeat what was in it.
 * Form only: whether the account exists, and whether IBAN and BIC are of one bank, only the transfer will tell.
 */
export function checkBankAccount(input: unknown): BankAccountCheck {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return {
      ok: false,
      problems: [{ field: 'bankAccount', message: 'bankAccount must be an object with named fields.' }],
    };
  }
  const given = new Map<string, unknown>(
    Object.entries(input).filter(([, value]) => value !== undefined && value !== null),
  );
  const currency = given.get('currency');
  if (!isFiatCurrency(currency)) {
    const message = `currency must be one of ${fiatCurrencies.join(', ')}.`;
    return { ok: false, problems: [{ field: 'currency', message }, ...strangeFields(given, accountFields, 'bank')] };
  }
  return checkFields(given, currency);
}

/** The country an account is in, by its IBAN, else its BIC, as ISO 3166 alpha-2; undefined when neither was given. */
export function accountCountry(account: Pick<BankAccountDetails, 'iban' | 'swift'>): string | undefined {
  if (account.iban !== undefined) return ibanCountry(account.iban);
  return account.swift === undefined ? undefined : bicCountry(account.swift);
}

/** The same of an account as the provider tells it; what is no IBAN and no BIC tells nothing. */
export function toldCountry({ iban, swift }: { readonly iban?: string; readonly swift?: string }): string | undefined {
  const [checkedIban, checkedBic] = [checkIban(iban ?? ''), checkBic(swift ?? '')];
  return accountCountry({
    ...('value' in checkedIban && { iban: checkedIban.value }),
    ...('value' in checkedBic && { swift: checkedBic.value }),
  });
}

function checkFields(given: ReadonlyMap<string, unknown>, currency: FiatCurrency): BankAccountCheck {
  const { required, oneOf = [], optional } = accountRules[currency];
  const allowed = [...required, ...oneOf, ...optional];
  const problems = strangeFields(given, allowed, currency);
  const account: BankAccountDetails = { currency, bankName: '' };
  for (const field of accountFields.filter((name) => allowed.includes(name))) {
    const value = given.get(field);
    if (value === undefined) {
      if (required.includes(field)) problems.push(fieldProblem(field, `is required for ${currency} accounts.`));
      continue;
    }
    const checked = checkValue(value, checkOf(field, currency, given));
    if ('value' in checked) account[field] = checked.value;
    else problems.push(fieldProblem(field, checked.problem));
  }
  const [first, second] = oneOf;
  if (first !== undefined && second !== undefined && !given.has(first) && !given.has(second)) {
    problems.push(fieldProblem(first, `or ${second} is required for ${currency} accounts.`));
  }
  if (account.iban !== undefined && account.swift !== undefined && !countriesAgree(account.iban, account.swift)) {
    problems.push(fieldProblem('swift', 'is of another country than the iban.'));
  }
  return problems.length === 0 ? { ok: true, account } : { ok: false, problems };
}

// ISO 20022 gives names 140 characters, and an address seven lines of 70; four are plenty for a bank's.
function checkOf(field: AccountField, currency: FiatCurrency, given: ReadonlyMap<string, unknown>): FieldCheck {
  switch (field) {
    case 'bankName':
    case 'accountName':
      return text(140);
    case 'bankAddress':
      return text(280);
    case 'accountNo':
      return accountNumberCheck(currency, given.has('sortCode'));
    case 'iban':
      return checkIban;
    case 'swift':
      return checkBic;
    case 'aba':
      return currency === 'SGD' ? checkSingaporeAba : checkAba;
    case 'bsb':
      return checkBsb;
    case 'institutionNumber':
      return checkInstitutionNumber;
    case 'transit':
      return checkTransit;
    case 'sortCode':
      return checkSortCode;
  }
}

function checkValue(value: unknown, check: FieldCheck): CheckedField {
  // No field is this long; what is longer is not worth the checks' time.
  if (typeof value === 'string') return value.length > 1000 ? { problem: 'is much too long.' } : check(value);
  return {
    problem: typeof value === 'number' ? 'must be text, since a number loses its leading zeros.' : 'must be text.',
  };
}

function strangeFields(given: ReadonlyMap<string, unknown>, allowed: readonly string[], kind: string): FieldProblem[] {
  return [...given.keys()]
    .filter((name) => name !== 'currency' && !allowed.includes(name))
    .map((name) =>
      // Names come from outside too; one that is not a name might be a number put in the wrong place.
      /^[A-Za-z][A-Za-z_]{0,39}$/.test(name)
        ? fieldProblem(name, `is not a field of ${kind} accounts.`)
        : { field: 'bankAccount', message: 'bankAccount has a field whose name is not a word.' },
    );
}

function fieldProblem(field: string, problem: string): FieldProblem {
  return { field, message: `${field} ${problem}` };
}
