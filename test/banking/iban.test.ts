import { checkBic, checkIban, countriesAgree, looksLikeIban } from '../../src/banking/iban';

describe('checkIban', () => {
  it.each([
    ['Germany', 'DE89370400440532013000'],
    ['the United Kingdom', 'GB29NWBK60161331926819'],
    ['the Netherlands', 'NL91ABNA0417164300'],
    ['France, with a letter in the account number', 'FR1420041010050500013M02606'],
    ['Kosovo, whose code is not in ISO 3166', 'XK051212012345678906'],
    ['Norway, an account of the kind without a check digit', 'NO7912340067891'],
  ])('accepts one of %s', (_reason, iban) => {
    expect(checkIban(iban)).toEqual({ value: iban });
  });

  it('drops separators and raises letters', () => {
    expect(checkIban('gb29 nwbk-6016 1331 9268 19 ')).toEqual({ value: 'GB29NWBK60161331926819' });
  });

  it.each([
    ['too short for its country', 'DE8937040044053201300', 'does not have the length of an IBAN of its country.'],
    ['nothing behind the check digits', 'DE89', 'does not have the length of an IBAN of its country.'],
    ['two digits swapped', 'DE89370400440532010300', 'has wrong check digits, so at least one character is mistyped.'],
    ['check digits wrong', 'DE88370400440532013000', 'has wrong check digits, so at least one character is mistyped.'],
    [
      'check digits no digits',
      'DEAB370400440532013000',
      'has wrong check digits, so at least one character is mistyped.',
    ],
    ['no such country', 'ZZ89370400440532013000', 'must begin with the code of a country that has IBANs.'],
    ['a country without IBANs', 'US89370400440532013000', 'must begin with the code of a country that has IBANs.'],
    ['an account number', '1234567890', 'must begin with the code of a country that has IBANs.'],
    ['a letter among digits', 'DE8937040044053201300X', 'has a letter or digit where its country does not allow one.'],
    ['nothing but spaces', ' ', 'must not be empty.'],
  ])('refuses: %s', (_reason, iban, problem) => {
    expect(checkIban(iban)).toEqual({ problem });
  });
});

describe('checkBic', () => {
  it.each([
    ['8 characters', 'DEUTDEFF', 'DEUTDEFF'],
    ['11 characters', 'DEUTDEFF500', 'DEUTDEFF500'],
    ['lower case and spaces', 'deut de ff', 'DEUTDEFF'],
    ['Kosovo', 'NCBVXKPR', 'NCBVXKPR'],
  ])('accepts: %s', (_reason, bic, value) => {
    expect(checkBic(bic)).toEqual({ value });
  });

  it.each([
    ['7 characters', 'DEUTDEF', 'must have 8 or 11 characters.'],
    ['9 characters', 'DEUTDEFF5', 'must have 8 or 11 characters.'],
    ['nothing', '', 'must have 8 or 11 characters.'],
    ['no such country', 'DEUTZZFF', 'must have the code of a country as its fifth and sixth characters.'],
    ['digits first', '1234DEFF', 'must be a BIC: four letters, a country code, then two or five letters or digits.'],
  ])('refuses: %s', (_reason, bic, problem) => {
    expect(checkBic(bic)).toEqual({ problem });
  });
});

describe('countriesAgree', () => {
  it.each([
    ['same country', 'DE89370400440532013000', 'DEUTDEFF', true],
    ['banks in Jersey have British IBANs', 'GB29NWBK60161331926819', 'NWBKJE2L', true],
    ['banks in Réunion have French IBANs', 'FR1420041010050500013M02606', 'BNPARERX', true],
    ['French banks serve Monaco', 'MC5811222000010123456789030', 'CMCIFRPP', true],
    ['Åland is Finnish', 'FI2112345600000785', 'AABAAXHH', true],
    ['two countries', 'DE89370400440532013000', 'CHASUS33', false],
    ['two countries whose territories share nothing', 'FR1420041010050500013M02606', 'NWBKJE2L', false],
  ])('%s', (_reason, iban, bic, agree) => {
    expect(countriesAgree(iban, bic)).toBe(agree);
  });
});

describe('looksLikeIban', () => {
  it.each([
    ['as printed', 'DE89 3704 0044 0532 0130 00', true],
    ['with the punctuation a reference may have', 'de89.3704-0044_0532.0130.00', true],
    ['bare', 'GB29NWBK60161331926819', true],
    ['one digit wrong is nobody’s account', 'DE88370400440532013000', false],
    ['an order number', 'order-2026-000123', false],
    ['nothing', '', false],
  ])('%s', (_reason, value, expected) => {
    expect(looksLikeIban(value)).toBe(expected);
  });
});
