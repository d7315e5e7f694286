import type { OrderSettings } from '../activities';
import type { DeadlineName } from '../signals/deadlines';
import { durationMs } from '../signals/durations';
import type { AttentionReason } from '../signals/attention-reasons';
import type { Fact } from './facts';
import type { WaitPlan } from './asking';
import type { Journey } from './journey';

const awaited: Readonly<Record<DeadlineName, string>> = {
  customerApproval: "the provider's checks of the customer",
  depositAddress: "the provider's deposit address",
  deposit: "the customer's deposit",
  confirmation: 'the confirmations of the deposit',
  trade: "the provider's trade of the deposit",
  tradeSettlement: 'the settlement of the trade',
};

/** An order expires only where no money can be under way: everything later waits for an operator, however long. */
const silence: Readonly<Record<DeadlineName, { expiry: string } | { attention: AttentionReason }>> = {
  customerApproval: { expiry: 'customer-approval-deadline' },
  depositAddress: { attention: 'deposit-address-silent' },
  deposit: { expiry: 'no-deposit' },
  confirmation: { attention: 'confirmation-silent' },
  trade: { attention: 'trade-silent' },
  tradeSettlement: { attention: 'trade-settlement-silent' },
};

/**
 * How long an order takes over one of its waits and what follows, counted from now. An order's own deadline replaces
 * the default, and draws the expected time forward with it.
 */
export function waitPlan(
  journey: Journey,
  { deadlines }: OrderSettings,
  name: DeadlineName,
  asking: Pick<WaitPlan<never>, 'askAtOnce' | 'askBeforeEnding'> & { readonly lookUp: () => Promise<Fact[]> },
): WaitPlan<never> & { readonly lookUp: () => Promise<Fact[]> } {
  const { deadlines: own } = journey.order;
  const from = journey.now();
  const policy = deadlines[name];
  const deadlineAt = from + durationMs(own?.[name] ?? policy.deadline);
  const expectedAt = Math.min(deadlineAt, from + durationMs(policy.expectedBy));
  const meaning = silence[name];
  const then =
    'expiry' in meaning
      ? { end: { outcome: 'expired' as const, reason: meaning.expiry } }
      : { attention: meaning.attention };
  return { awaited: awaited[name], expectedAt, deadlineAt, then, ...asking };
}
