import { z } from 'zod';
import { networks } from './addresses';
import { cryptoCurrencies, payoutCurrencies } from './rates';
import { schemes } from './return-reasons';

const stamp = { id: z.string(), sequence: z.number().int(), createdAt: z.iso.datetime() };

export const customerSchema = z.object({
  ...stamp,
  name: z.string(),
  email: z.string(),
  externalId: z.string().optional(),
  isIndividual: z.boolean(),
  /** Ours; each contract has its own word for APPROVED. */
  status: z.enum(['PENDING', 'APPROVED', 'REJECTED', 'DELETED']),
  remark: z.string().optional(),
});

export const bankAccountSchema = z.object({
  ...stamp,
  customerId: z.string(),
  currency: z.enum(payoutCurrencies),
  bankName: z.string(),
  /** Every other text field as it was sent: accountNo, iban, swift, accountName or beneficiaryName, … */
  details: z.record(z.string(), z.string()),
});

export const depositAddressSchema = z.object({
  ...stamp,
  customerId: z.string(),
  currency: z.enum(cryptoCurrencies),
  network: z.enum(networks),
  /** Known from the start, shown only once VERIFIED. */
  address: z.string(),
  status: z.enum(['PENDING', 'VERIFIED', 'REJECTED', 'DELETED']),
});

export const flowSchema = z.object({
  ...stamp,
  customerId: z.string(),
  depositAddressId: z.string(),
  bankAccountId: z.string(),
  status: z.enum(['ENABLED', 'DISABLED']),
});

export const depositSchema = z.object({
  ...stamp,
  customerId: z.string(),
  depositAddressId: z.string(),
  currency: z.enum(cryptoCurrencies),
  amount: z.string(),
  txid: z.string(),
  txFrom: z.string(),
  /** Only if it came over another network than the address's. */
  network: z.enum(networks).optional(),
  /** Only if it was sent at another time than it was recorded. */
  depositedAt: z.iso.datetime().optional(),
  /** The last two are in the narrative documents only. */
  status: z.enum(['RECEIVED', 'CONFIRMED', 'ACTION_REQUIRED', 'REJECTED', 'REFUNDING', 'REFUNDED']),
});

export const tradeSchema = z.object({
  ...stamp,
  depositId: z.string(),
  flowId: z.string(),
  fromAmount: z.string(),
  fromCurrency: z.enum(cryptoCurrencies),
  toAmount: z.string(),
  toCurrency: z.enum(payoutCurrencies),
  status: z.enum(['CREATED', 'SETTLED', 'CANCELED']),
});

/** A payout from the partner's balance. */
export const paymentSchema = z.object({
  ...stamp,
  reference: z.string(),
  bankAccountId: z.string(),
  /** What the account receives. */
  amount: z.string(),
  currency: z.enum(payoutCurrencies),
  deductAmount: z.string(),
  deductCurrency: z.enum(cryptoCurrencies),
  rate: z.string(),
  bankCharge: z.string(),
  /** Documented: there is no failed state. One that fails at the bank stays PROCESSING. */
  status: z.enum(['PROCESSING', 'CONFIRMED']),
});

export const transferStatusSchema = z.enum(['QUEUED', 'CREDITED', 'FAILED', 'RETURNED']);

/**
 * A bank transfer: attempt 1, which follows a settled trade by itself, or one that a payment made. The API does not show
 * it; the bank's own records would.
 */
export const transferSchema = z.object({
  ...stamp,
  tradeId: z.string(),
  bankAccountId: z.string(),
  attempt: z.number().int(),
  /** Of the payment that made it, if one did. */
  paymentId: z.string().optional(),
  paymentReference: z.string().optional(),
  amount: z.string(),
  currency: z.enum(payoutCurrencies),
  status: transferStatusSchema,
  /** Of a FAILED or RETURNED one: whether the money is on the partner's balance again. */
  fundsReturned: z.boolean(),
  /** Why it is FAILED or RETURNED, in the bank's words. */
  code: z.string().optional(),
  scheme: z.enum(schemes).optional(),
  /** When it came to be what it is; absent while it is QUEUED. */
  occurredAt: z.string().optional(),
});

export type Customer = z.infer<typeof customerSchema>;
export type BankAccount = z.infer<typeof bankAccountSchema>;
export type DepositAddress = z.infer<typeof depositAddressSchema>;
export type Flow = z.infer<typeof flowSchema>;
export type Deposit = z.infer<typeof depositSchema>;
export type Trade = z.infer<typeof tradeSchema>;
export type Payment = z.infer<typeof paymentSchema>;
export type Transfer = z.infer<typeof transferSchema>;
