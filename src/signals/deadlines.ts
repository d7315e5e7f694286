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
  /** After this long it asks once more, and if there is still nothing does what `then` says. */
  readonly deadline: string;
  /** `expire` only where no money can be under way: everything later waits for an operator, however long. */
  readonly then: 'expire' | 'attention';
}

/**
 * The one table of deadlines and their defaults; an order's own `deadlines` replace the second column.
 * The provider publishes no times (provider.md section 12, question 11), so these are set wide.
 */
export const defaultDeadlines: Readonly<Record<DeadlineName, DeadlinePolicy>> = {
  customerApproval: { expectedBy: '1 day', deadline: '14 days', then: 'expire' },
  depositAddress: { expectedBy: '15 minutes', deadline: '1 day', then: 'attention' },
  deposit: { expectedBy: '1 day', deadline: '7 days', then: 'expire' },
  confirmation: { expectedBy: '1 hour', deadline: '1 day', then: 'attention' },
  trade: { expectedBy: '15 minutes', deadline: '1 day', then: 'attention' },
  tradeSettlement: { expectedBy: '15 minutes', deadline: '1 day', then: 'attention' },
};
