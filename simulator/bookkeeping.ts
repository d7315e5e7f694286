import { z } from 'zod';
import { eventNames } from './events';
import { transferStatusSchema } from './objects';

const stored = { id: z.string(), sequence: z.number().int() };

export const acceptedKinds = ['customer', 'bank-account', 'flow', 'deposit', 'trade', 'transfer', 'payment'] as const;

/** One create the provider accepted, whether or not it made the same thing before. */
export const acceptedSchema = z.object({
  ...stored,
  at: z.iso.datetime(),
  kind: z.enum(acceptedKinds),
  /** What makes two creates the same thing: an externalId, account details, a transaction, … */
  naturalKey: z.string(),
});

export const stepNames = [
  'approve-customer',
  'reject-customer',
  'delete-customer',
  'verify-address',
  'reject-address',
  'disable-flow',
  'receive-deposit',
  'receive-second-deposit',
  'approve-deposit',
  'hold-deposit',
  'reject-deposit',
  'approve-held-deposit',
  'reject-held-deposit',
  'refund-deposit',
  'create-trade',
  'settle-trade',
  'cancel-trade',
  'move-transfer',
  'settle-payment',
] as const;

/** A step of a journey that is still to come. */
export const stepSchema = z.object({
  ...stored,
  name: z.enum(stepNames),
  /** The id of the object it acts on; of a transfer, with the number of the move. */
  subject: z.string(),
  dueAtMs: z.number(),
});

/** A webhook or bank report that has not been acknowledged yet. */
export const deliverySchema = z.object({
  ...stored,
  channel: z.enum(['webhook', 'bank-report']),
  event: z.string(),
  /** Deliveries of one subject keep their order; those of different subjects do not wait for each other. */
  subject: z.string(),
  body: z.string(),
  /** The `webhook-id` of a bank report, if it is not that of the delivery: then several are one message. */
  messageId: z.string().optional(),
  dueAtMs: z.number(),
});

/** What a transfer was at a moment: the log by which double payments are found. */
export const transferStateSchema = z.object({
  ...stored,
  at: z.iso.datetime(),
  transferId: z.string(),
  status: transferStatusSchema,
  fundsReturned: z.boolean(),
});

/** What the partner has in one currency, which is its id. */
export const balanceSchema = z.object({
  ...stored,
  balance: z.string(),
  /** The place of the last change by hand in the order of all records. */
  changedByHandAt: z.number().int().optional(),
});

/** A fault that a customer's tag asked for and that was given; its id names operation and customer. */
export const givenFaultSchema = z.object(stored);

/** What the partner has set up for its account. There is one such record. */
export const accountSchema = z.object({
  ...stored,
  callbackUrl: z.string().optional(),
  subscribedEvents: z.array(z.enum(eventNames)),
});

export type AcceptedKind = (typeof acceptedKinds)[number];
export type AcceptedCreate = z.infer<typeof acceptedSchema>;
export type StepName = (typeof stepNames)[number];
export type Step = z.infer<typeof stepSchema>;
export type Delivery = z.infer<typeof deliverySchema>;
export type TransferState = z.infer<typeof transferStateSchema>;
export type Balance = z.infer<typeof balanceSchema>;
export type Account = z.infer<typeof accountSchema>;
