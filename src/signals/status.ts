import type { FieldProblem } from '../banking/account-fields';
import type { TransferRecord } from './later-return';
import type { CommandName } from './operator-commands';
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

/**
 * `scheduled` waits for the bank's next window; `queued` is the provider's own, `sent` one of ours under way; `unknown`
 * may or may not have been taken on; `missing` should have arrived and did not; `disputed` is said to have failed and to
 * have arrived.
 */
export type TransferState =
  | 'scheduled'
  | 'queued'
  | 'sending'
  | 'sent'
  | 'unknown'
  | 'missing'
  | 'credited'
  | 'presumed-credited'
  | 'failed'
  | 'returned'
  | 'disputed';

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
  readonly expected?: ExpectedArrival;
  /** Who says that it has arrived; kept also where it came back later. */
  readonly arrived?: TransferWord;
  /** Who says that it has failed or come back. */
  readonly failed?: TransferFailure;
}

/** Somebody's word on a transfer. */
export interface TransferWord {
  readonly evidence: SettlementEvidence;
  /** When it happened, ISO 8601, by that word; absent where it does not say. */
  readonly occurredAt?: string;
  /** When it was heard, ISO 8601 UTC; of `window-elapsed`, until when nothing was. */
  readonly reportedAt?: string;
}

export interface TransferFailure extends TransferWord {
  /** The bank's, as the newest word that has one puts it. */
  readonly code?: string;
  /** What the partner has back, in the transfer's currency; absent while nobody says that it has any. */
  readonly fundsBack?: string;
}

/** When money came in and was traded, as far as it is known. */
export interface OfframpReceipts {
  readonly deposit?: {
    /** When it was first heard of, ISO 8601 UTC. */
    readonly reportedAt: string;
    /** The provider's own time of it, as it wrote it. */
    readonly depositedAt?: string;
    readonly transactionId?: string;
  };
  /** Of the trade that has settled. */
  readonly trade?: {
    /** When it was heard to have, ISO 8601 UTC. */
    readonly reportedAt: string;
  };
}

/** Money that went elsewhere than to the bank account: `refund` to the customer as crypto, `disposition` otherwise. */
export interface OfframpMoneyRecord {
  /** The same again is the same record, within all orders of one deposit. */
  readonly recordId: string;
  readonly kind: 'refund' | 'disposition';
  readonly amount: string;
  readonly currency: string;
  readonly evidence: 'provider' | 'operator';
  /** When it was put on record, ISO 8601 UTC; when it happened nobody says. */
  readonly recordedAt: string;
  /** Of an operator's refund. */
  readonly transactionId?: string;
  /** Of a disposition: where it went, in words. */
  readonly destination?: string;
  /** Who put it on record. */
  readonly operator?: string;
}

/** Dates, YYYY-MM-DD, between which money should arrive; an estimate where no bank calendar covers them. */
export interface ExpectedArrival {
  readonly earliest: string;
  readonly latest: string;
  readonly estimated?: true;
}

export interface OfframpTransition {
  readonly stage: OfframpStage;
  readonly at: string;
  /** What let the order leave the stage before it. */
  readonly evidence: Evidence | 'started' | 'answer';
}

export interface OfframpAmounts {
  readonly deposited?: { readonly amount: string; readonly currency: string };
  /** What the trade brought, and is sent to the bank account. */
  readonly paidOut?: { readonly amount: string; readonly currency: string };
  /** Payout for one unit of what was deposited, rounded to eight digits: to be shown, not to be calculated with. */
  readonly rate?: string;
}

/** Why an order cannot go on by itself. */
export interface AttentionNeeded {
  readonly reason: string;
  readonly since: string;
}

/** What an operator has asked of an order, and what became of it: nothing of what came with it, such as a bank account. */
export interface Intervention {
  readonly at: string;
  readonly command: CommandName;
  readonly operator: string;
  readonly reason: string;
  readonly became: string;
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
  /** By when something was expected that neither we nor the provider, asked since, know of. */
  readonly overdueSince?: string;
  readonly depositAddress?: ShownDepositAddress;
  readonly ids: OfframpIds;
  readonly amounts: OfframpAmounts;
  readonly transfers: readonly OfframpTransfer[];
  readonly receipts?: OfframpReceipts;
  /** Absent where there is none. */
  readonly moneyRecords?: readonly OfframpMoneyRecord[];
  /** When the money should arrive, as things stand; new dates where they have slipped. */
  readonly expectedArrival?: ExpectedArrival;
  readonly transitions: readonly OfframpTransition[];
  /** Every intervention that the order has acted on, oldest first. */
  readonly audit: readonly Intervention[];
  /** Only of an order that was refused: what is wrong with its input. */
  readonly problems?: readonly FieldProblem[];
}

/** What a finished order leaves behind. */
export interface OfframpResult {
  /** What became of it, as a sentence for whoever reads it in Temporal UI. */
  readonly summary?: string;
  readonly outcome: OfframpOutcome;
  readonly reason: string;
  readonly evidence?: SettlementEvidence;
  readonly amounts: OfframpAmounts;
  readonly ids: OfframpIds;
  readonly transfers: readonly OfframpTransfer[];
  readonly receipts?: OfframpReceipts;
  readonly moneyRecords?: readonly OfframpMoneyRecord[];
  readonly expectedArrival?: ExpectedArrival;
  readonly problems?: readonly FieldProblem[];
  /** For an order that takes its transfers on, should the bank send money back after all. */
  readonly record?: TransferRecord;
}

/** What the send activity asks its order just before the payment leaves. */
export interface SendGuardQuestion {
  readonly attempt: number;
  readonly paymentReference: string;
  readonly amount: string;
}

/** Anything but `allowed: true` is a refusal. */
export interface SendGuardAnswer {
  readonly allowed: boolean;
  readonly sentence?: string;
}

/** The answer of `awaitDepositAddress`. */
export type DepositAddressAnswer =
  | { readonly depositAddress: ShownDepositAddress }
  | { readonly ended: { readonly outcome: OfframpOutcome; readonly reason: string } };
