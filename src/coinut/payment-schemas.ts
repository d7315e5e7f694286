import { z } from 'zod';
import { compact, text, type Compact } from './schema-fields';

/** As much of the receiving account as a payment shows: neither its id nor whose it is (docs/provider.md, *Payments*). */
const receivingAccount = z
  .object({ bankName: text, accountNo: text, iban: text, swift: text, beneficiaryName: text, accountName: text })
  .transform(({ beneficiaryName, accountName, ...rest }) =>
    compact({ ...rest, beneficiaryName: beneficiaryName ?? accountName }),
  )
  .nullish()
  .transform((account) => (account && Object.keys(account).length > 0 ? account : undefined))
  .catch(undefined);

/**
 * A payout from the partner's balance: the detail, or an item of the list, which has no reference. What the account
 * receives goes by the request's names in some places. `createTime` may have no zone, so it tells no moment.
 */
export const paymentSchema = z
  .object({
    paymentId: text,
    id: text,
    reference: text,
    status: text,
    rate: text,
    deductAmount: text,
    deductCurrency: text,
    receivedAmount: text,
    receivedCurrency: text,
    amount: text,
    currency: text,
    bankCharge: text,
    beneficiaryName: text,
    bankAccount: receivingAccount,
    createTime: text,
  })
  .transform(
    ({ paymentId, id, receivedAmount, receivedCurrency, amount, currency, beneficiaryName, bankAccount, ...rest }) =>
      compact({
        ...rest,
        id: paymentId ?? id,
        receivedAmount: receivedAmount ?? amount,
        receivedCurrency: receivedCurrency ?? currency,
        beneficiaryName: beneficiaryName ?? bankAccount?.beneficiaryName,
        bankAccount,
      }),
  );

/** What a payment would cost. Indicative: the provider promises no rate. */
export const paymentEstimateSchema = z.object({ rate: text, deductAmount: text, bankCharge: text }).transform(compact);

export type CoinutPayment = Compact<z.output<typeof paymentSchema>>;
export type CoinutPaymentEstimate = Compact<z.output<typeof paymentEstimateSchema>>;
