import type { FiatCurrency } from './currencies';

/** The fields of a bank account besides its currency, by the guide's names and in the order problems are reported. */
export const accountFields = [
  'bankName',
  'accountNo',
  'iban',
  'swift',
  'accountName',
  'bankAddress',
  'sortCode',
  'bsb',
  'aba',
  'institutionNumber',
  'transit',
] as const;
export type AccountField = (typeof accountFields)[number];

/** Which fields accounts in one currency have. */
export interface AccountRule {
  required: readonly AccountField[];
  /** At least one of these; giving both is fine, as the guide's own example does. */
  oneOf?: readonly [AccountField, AccountField];
  optional: readonly AccountField[];
}

/** The guide's table "Bank Account Requirements", row by row. */
export const accountRules: Readonly<Record<FiatCurrency, AccountRule>> = {
  USD: { required: ['bankName', 'accountNo'], oneOf: ['aba', 'swift'], optional: ['accountName', 'bankAddress'] },
  EUR: { required: ['bankName', 'swift'], oneOf: ['accountNo', 'iban'], optional: ['accountName', 'bankAddress'] },
  GBP: { required: ['bankName', 'swift'], oneOf: ['accountNo', 'iban'], optional: ['accountName', 'sortCode'] },
  CAD: { required: ['bankName', 'accountNo', 'institutionNumber', 'transit'], optional: ['accountName'] },
  AUD: { required: ['bankName', 'accountNo', 'bsb'], optional: ['accountName'] },
  SGD: { required: ['bankName', 'accountNo'], oneOf: ['aba', 'swift'], optional: ['accountName', 'bankAddress'] },
};
