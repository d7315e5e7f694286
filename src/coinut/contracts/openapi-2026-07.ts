import type { BankAccountDetails } from '../../banking/account-fields';
import { fiatCurrencies, type FiatCurrency } from '../../banking/currencies';
import { CoinutUnsupported } from '../errors';
import type { CoinutContract } from './contract';
import { guideContract } from './guide';

const payoutCurrencies: readonly FiatCurrency[] = fiatCurrencies.filter((currency) => currency !== 'CAD');
const paymentCurrencies: readonly FiatCurrency[] = ['USD'];

/**
 * Requests as the provider's OpenAPI document of July 2026 writes them (docs/provider.md, *Sources*): bank accounts as
 * a form, the holder as `beneficiaryName`, no CAD, flows that can be deleted, payments as a form and in USD only.
 * Customers and flows are made as ever.
 */
export const openapi202607Contract: CoinutContract = {
  name: 'openapi-2026-07',
  payoutCurrencies,
  createCustomer: guideContract.createCustomer,

  addBankAccount: ({ customerId, account }) => ({
    operation: 'add the bank account',
    method: 'POST',
    path: '/bank-account/add',
    body: { form: { customerId, ...accountFields(account) } },
  }),

  createFlow: guideContract.createFlow,

  deleteFlow: (flowId) => ({
    operation: 'delete the flow',
    method: 'POST',
    path: '/autoramp-flow/delete',
    body: { json: { id: flowId } },
  }),

  paymentCurrencies,
  createPayment: ({ reference, amount, currency, deductCurrency, bankAccountId }) => {
    if (!paymentCurrencies.includes(currency)) {
      throw new CoinutUnsupported(`The provider makes no payments in ${currency} under the contract openapi-2026-07.`);
    }
    return {
      operation: 'create the payment',
      method: 'POST',
      path: '/payment/create',
      body: { form: { deductCurrency, amount, currency, bankAccountId, reference } },
    };
  },
};

/**
 * The account in the fields that these documents know. They have none for a BSB or a sort code, and an account without
 * its branch is added without complaint and bounces weeks later, so each is put where a bank reads it or refused.
 */
function accountFields({ accountName, sortCode, bsb, ...fields }: BankAccountDetails): Record<string, string> {
  if (!payoutCurrencies.includes(fields.currency)) {
    throw new CoinutUnsupported(`The provider pays no ${fields.currency} under the contract openapi-2026-07.`);
  }
  if (sortCode !== undefined && !namesBranch(fields.iban, sortCode)) {
    throw new CoinutUnsupported(
      'The contract openapi-2026-07 has no field for a sort code: name the account by the IBAN that contains it.',
    );
  }
  return {
    ...fields,
    ...(accountName === undefined ? {} : { beneficiaryName: accountName }),
    // Assumed: as payments from abroad name Australian accounts, the BSB and the account number in one.
    ...(bsb === undefined ? {} : { accountNo: `${bsb}${fields.accountNo ?? ''}` }),
  };
}

/** A British IBAN is country, check digits, four letters of the bank, the sort code and the account number. */
function namesBranch(iban: string | undefined, sortCode: string): boolean {
  return iban?.startsWith('GB') === true && iban.slice(8, 14) === sortCode;
}
