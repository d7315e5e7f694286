import type { ScenarioTag } from '../../simulator/scenarios';

/**
 * What becomes of a customer, by the tags of the simulator's scenarios, and how often a seed draws it. Only stories in
 * which nobody but the provider, the customer and the bank does anything: an operator's part would not be in a webhook.
 */
export const stories = {
  happy: 8,
  'kyc-slow': 1,
  'kyc-rejected': 1,
  'kyc-deleted': 1,
  'address-later': 2,
  'address-rejected': 1,
  'no-deposit': 1,
  'second-deposit': 2,
  'deposit-wrong-token': 1,
  'deposit-held': 2,
  'deposit-held-rejected': 1,
  'deposit-rejected': 1,
  'deposit-refunded': 2,
  'trade-canceled': 1,
  'trade-canceled-again': 3,
  'bank-repeats': 1,
  'bank-account-closed': 1,
} as const satisfies Partial<Readonly<Record<ScenarioTag, number>>>;

export type Story = keyof typeof stories;

/** Those in which two orders of one customer can be told apart by nothing but what they send and where to. */
export const sharedStories: readonly Story[] = ['happy', 'kyc-rejected', 'deposit-held', 'trade-canceled-again'];

/** Those in which the sweep, finding nothing, cannot help: the customer never sends anything. */
export const storiesWithoutDeposit: readonly Story[] = ['no-deposit'];
