import type { FiatCurrency } from '../banking/currencies';
import type { DeadlineName, DeadlinePolicy } from '../signals/deadlines';
import type { DepositLimits } from '../signals/deposit-limits';

/**
 * What a workflow needs of its worker's configuration and tables, recorded once at its start: orders under way keep the
 * times that they began with, whatever is changed meanwhile (DESIGN section 3, rule 8).
 */
export interface OrderSettings {
  readonly enableMatic: boolean;
  /** What the provider pays out under the contract in use. */
  readonly payoutCurrencies: readonly FiatCurrency[];
  /** How long the provider accepts a signature; the retry of a create waits longer. */
  readonly signatureWindowMs: number;
  /** What a deposit should be at least and at most. */
  readonly depositLimits: DepositLimits;
  /** What money can be sent again in. */
  readonly paymentCurrencies: readonly FiatCurrency[];
  /** Whether the provider's contract has a call that switches a flow off. */
  readonly deletesFlows: boolean;
  /** How many people a word of an operator's needs that lets money go; one unless told. */
  readonly approvals?: 'one' | 'two';
  /** Whether a backend is told what becomes of the order. */
  readonly notifies?: boolean;
  readonly deadlines: Readonly<Record<DeadlineName, DeadlinePolicy>>;
}

export function createOrderSettingsActivities(settings: OrderSettings) {
  return {
    async readOrderSettings(): Promise<OrderSettings> {
      return settings;
    },
  };
}
