import type { FieldProblem } from '../banking/account-fields';
import type { Evidence, OfframpOutcome, OfframpStage, SettlementEvidence } from './stages';

/** The provider's ids that an order has learned. */
export interface OfframpIds {
  readonly customerId?: string;
  readonly bankAccountId?: string;
  readonly flowId?: string;
  readonly depositAddressId?: string;
  readonly depositId?: string;
  readonly tradeId?: string;
}

/** A deposit address that has passed every check and may be shown to the customer. */
export interface ShownDepositAddress {
  readonly address: string;
  readonly network: string;
  readonly currency: string;
  readonly memo?: string;
  /** The least and the most that should be sent, where limits are set. */
  readonly minimum?: string;
  readonly maximum?: string;
}

export type TransferState = 'queued' | 'credited' | 'presumed-credited' | 'failed' | 'returned';

/** One attempt to move the fiat to the bank account. Attempt 1 is the provider's own. */
export interface OfframpTransfer {
  readonly attempt: number;
  readonly paymentReference?: string;
  readonly state: TransferState;
  readonly amount: string;
  readonly currency: string;
  /** When the bank can take it in, ISO 8601 UTC. */
  readonly submitAt: string;
  /** The dates between which it should arrive, YYYY-MM-DD. */
  readonly expected?: { readonly earliest: string; readonly latest: string };
}

export interface OfframpTransition {
  readonly stage: OfframpStage;
  readonly at: string;
  /** What let the order leave the stage before it. */
  readonly evidence: Evidence | 'started' | 'answer';
}

export interface OfframpAmounts {
  readonly deposited?: { readonly amount: string; readonly currency: string };
  readonly paidOut?: { readonly amount: string; readonly currency: string };
}

/** Why an order cannot go on by itself. */
export interface AttentionNeeded {
  readonly reason: string;
  readonly since: string;
}

/** What the `status` query answers and the CLI prints with `--json` (DESIGN section 5). */
export interface OfframpStatus {
  readonly reference: string;
  readonly workflowId: string;
  readonly stage: OfframpStage;
  readonly outcome?: OfframpOutcome;
  readonly reason?: string;
  readonly evidence?: SettlementEvidence;
  readonly needsAttention?: AttentionNeeded;
  readonly depositAddress?: ShownDepositAddress;
  readonly ids: OfframpIds;
  readonly amounts: OfframpAmounts;
  readonly transfers: readonly OfframpTransfer[];
  readonly transitions: readonly OfframpTransition[];
  /** Only of an order that was refused: what is wrong with its input. */
  readonly problems?: readonly FieldProblem[];
}

/** What a finished order leaves behind. */
export interface OfframpResult {
  readonly outcome: OfframpOutcome;
  readonly reason: string;
  readonly evidence?: SettlementEvidence;
  readonly amounts: OfframpAmounts;
  readonly ids: OfframpIds;
  readonly transfers: readonly OfframpTransfer[];
  readonly problems?: readonly FieldProblem[];
}

/** The answer of `awaitDepositAddress`. */
export type DepositAddressAnswer =
  | { readonly depositAddress: ShownDepositAddress }
  | { readonly ended: { readonly outcome: OfframpOutcome; readonly reason: string } };
