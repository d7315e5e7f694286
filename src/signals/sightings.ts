import type { ReturnScheme } from '../banking/return-codes';
import type { Evidence } from './stages';

/**
 * A sighting is what somebody saw of one provider object: a webhook delivered it, a look-up read it, an operator said
 * it. Only the relay and activities make sightings, from parsed data; workflow handlers merely fold them.
 */
interface Sighting {
  readonly evidence: Evidence;
  /** When it was seen, ISO 8601, by the clock of whoever saw it. */
  readonly seenAt: string;
  /** The provider's own status word, kept as it came. */
  readonly status?: string;
}

export interface CustomerSighting extends Sighting {
  readonly customerId: string;
}

/** How a flow stands at the provider: one that is not ENABLED converts nothing. */
export interface FlowSighting extends Sighting {
  readonly flowId: string;
}

export interface DepositAddressSighting extends Sighting {
  readonly depositAddressId?: string;
  readonly customerId?: string;
  readonly address?: string;
  readonly network?: string;
  readonly currency?: string;
  readonly memo?: string;
}

export interface DepositSighting extends Sighting {
  readonly depositId: string;
  readonly customerId?: string;
  readonly depositAddressId?: string;
  readonly address?: string;
  readonly network?: string;
  readonly currency?: string;
  /** A decimal string, in `currency`. */
  readonly amount?: string;
  readonly transactionId?: string;
  /** The provider's own time of the deposit, as it wrote it. */
  readonly depositedAt?: string;
}

export interface TradeSighting extends Sighting {
  readonly tradeId: string;
  readonly depositId?: string;
  readonly fromAmount?: string;
  readonly fromCurrency?: string;
  readonly toAmount?: string;
  readonly toCurrency?: string;
}

export interface PaymentSighting extends Sighting {
  readonly paymentId: string;
  /** Ours, which names the trade and the attempt. */
  readonly reference?: string;
  /** What the bank account receives, a decimal string. */
  readonly amount?: string;
  readonly currency?: string;
}

/** What a bank (or an operator on its behalf) says of one bank transfer. */
export interface BankReport extends Sighting {
  /** Names the report; the same key again is the same fact. */
  readonly reportId: string;
  readonly outcome: 'credited' | 'failed' | 'returned';
  readonly tradeId?: string;
  readonly depositId?: string;
  readonly paymentReference?: string;
  readonly attempt?: number;
  readonly code?: string;
  readonly scheme?: ReturnScheme;
  readonly amount?: string;
  readonly currency?: string;
  /** Spendable in the partner's balance again, and the provider will not send it again by itself. */
  readonly fundsReturned?: boolean;
  readonly occurredAt?: string;
}

/** What an operator says became of money that the order cannot follow by itself. */
export interface MoneyRecord extends Sighting {
  /** Names the record; the same again is the same fact. */
  readonly recordId: string;
  /** `refund`: crypto went back to the customer. `disposition`: anything else that was done with it. */
  readonly kind: 'refund' | 'disposition';
  /** A decimal string, in `currency`. */
  readonly amount: string;
  readonly currency: string;
  /** Of a refund, as it was typed. */
  readonly transactionId?: string;
  /** Of a disposition. */
  readonly destination?: string;
  readonly operator?: string;
}
