import { z } from 'zod';
import { isAmount } from '../banking/money';
import { returnSchemes } from '../banking/return-codes';
import { namesOrder } from '../signals/offramp-order';

const id = z.string().min(1).max(200);
const amount = z.string().refine(isAmount, 'must be a decimal amount as text, such as "229.80"');

/**
 * A report of the partner's bank feed on one transfer (DESIGN section 5, *Bank reports in*). It names its order in one
 * of three ways, and says what became of the transfer.
 */
export const bankReportSchema = z
  .object({
    reference: z.string().refine(namesOrder, "must be an order's reference").optional(),
    tradeId: id.optional(),
    depositId: id.optional(),
    paymentReference: id.optional(),
    attempt: z.int().min(1).max(99).optional(),
    outcome: z.enum(['credited', 'failed', 'returned']),
    code: z.string().min(1).max(40).optional(),
    scheme: z.enum(returnSchemes).optional(),
    amount: amount.optional(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'must be a currency code such as EUR')
      .optional(),
    fundsReturned: z.boolean().optional(),
    occurredAt: z.iso.datetime({ offset: true }).optional(),
  })
  .refine(({ reference, tradeId, depositId }) => reference ?? tradeId ?? depositId, {
    message: 'must name its order by reference, tradeId or depositId',
    path: ['reference'],
  });

export type BankReportBody = z.output<typeof bankReportSchema>;
