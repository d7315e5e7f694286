/** The waits whose length an order may choose. */
export const deadlineNames = [
  'customerApproval',
  'depositAddress',
  'deposit',
  'confirmation',
  'trade',
  'tradeSettlement',
] as const;

export type DeadlineName = (typeof deadlineNames)[number];

export interface DeadlinePolicy {
  /** After this long without news the order asks the provider, since a webhook may have been lost. */
  readonly expectedBy: string;
  /** After this long it asks once more; what follows if there is still nothing, each wait says itself. */
  readonly deadline: string;
}

/**
 * The one table of deadlines and their defaults; an order's own `deadlines` replace the second column.
 * The provider publishes no times (docs/provider.md, *What no document says*), so these are set wide.
 */
export const defaultDeadlines: Readonly<Record<DeadlineName, DeadlinePolicy>> = {
  customerApproval: { expectedBy: '1 day', deadline: '14 days' },
  depositAddress: { expectedBy: '15 minutes', deadline: '1 day' },
  deposit: { expectedBy: '1 day', deadline: '7 days' },
  confirmation: { expectedBy: '1 hour', deadline: '1 day' },
  trade: { expectedBy: '15 minutes', deadline: '1 day' },
  tradeSettlement: { expectedBy: '15 minutes', deadline: '1 day' },
};
