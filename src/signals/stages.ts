/** The stages of an offramp, in the order of the happy path (DESIGN section 2). An ended order keeps its last stage. */
export const offrampStages = [
  'registering-customer',
  'awaiting-customer-approval',
  'adding-bank-account',
  'creating-flow',
  'awaiting-deposit-address',
  'awaiting-deposit',
  'confirming-deposit',
  'awaiting-trade',
  'awaiting-trade-settlement',
  'awaiting-bank-transfer',
  'retrying-bank-transfer',
  'watching-for-return',
] as const;

export type OfframpStage = (typeof offrampStages)[number];

/** How an order ended. */
export type OfframpOutcome = 'settled' | 'rejected' | 'expired' | 'cancelled' | 'refunded' | 'abandoned';

/**
 * What a `settled` order rests on. The provider never reports the last bank leg, so the answer is never just "yes":
 * `window-elapsed` means that nobody said anything until the money should long have arrived.
 */
export type SettlementEvidence = 'bank-report' | 'provider' | 'operator' | 'window-elapsed';

/** Where a fact came from. A `webhook-hint` is a webhook whose signature was missing or stale. */
export type Evidence = 'webhook' | 'webhook-hint' | 'look-up' | 'sweep' | 'bank-report' | 'operator' | 'elapsed-time';
