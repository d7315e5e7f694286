import type { ReturnScheme } from '../banking/return-codes';
import type { OfframpBankAccount } from './offramp-order';

/** Who asks for something and why: recorded with every intervention. */
export interface OperatorCommand {
  readonly operator: string;
  readonly reason: string;
}

export interface CloseCommand extends OperatorCommand {
  readonly outcome: 'refunded' | 'abandoned';
}

/** "The money has arrived": the operator saw it, or the customer said so. */
export interface ConfirmTransferCommand extends OperatorCommand {
  /** The latest unless told; one more than were sent for money that was sent from elsewhere. */
  readonly attempt?: number;
}

/** "This transfer is dead and we have its money": `amount` of it, or all. */
export interface ConfirmFundsReturnedCommand extends OperatorCommand {
  readonly attempt?: number;
  readonly amount?: string;
}

/** "The customer does not have the money"; with the bank's code, that the bank says so. */
export interface ReportNotReceivedCommand extends OperatorCommand {
  readonly attempt?: number;
  readonly code?: string;
  readonly scheme?: ReturnScheme;
  readonly fundsReturned?: boolean;
}

/** "Send it to this account instead", once the transfer to the old one has failed. */
export interface ReplaceBankAccountCommand extends OperatorCommand {
  readonly bankAccount: OfframpBankAccount;
}

/** "The customer has their crypto back": `amount` of it, in a transfer that `transactionId` names. */
export interface RecordRefundCommand extends OperatorCommand {
  readonly amount: string;
  readonly currency: string;
  readonly transactionId: string;
}

/** "This became of the rest": `amount` of the deposit or of the payout, which `destination` says in words. */
export interface RecordDispositionCommand extends OperatorCommand {
  readonly amount: string;
  readonly currency: string;
  readonly destination: string;
}

/** "Wait longer": the deadline of the present wait is this long from now. */
export interface ExtendDeadlineCommand extends OperatorCommand {
  readonly deadline: string;
}

/** The Update was taken in; the order's details say what became of it. */
export interface CommandAccepted {
  readonly accepted: string;
}

/** A command as the order keeps it until its main loop acts. */
export type PendingCommand =
  | ({ readonly name: 'retryNow'; readonly at: string } & OperatorCommand)
  | ({ readonly name: 'cancelOfframp'; readonly at: string } & OperatorCommand)
  | ({ readonly name: 'confirmBankTransfer'; readonly at: string } & ConfirmTransferCommand)
  | ({ readonly name: 'confirmFundsReturned'; readonly at: string } & ConfirmFundsReturnedCommand)
  | ({ readonly name: 'reportNotReceived'; readonly at: string } & ReportNotReceivedCommand)
  | ({ readonly name: 'replaceBankAccount'; readonly at: string } & ReplaceBankAccountCommand)
  | ({ readonly name: 'recordRefund'; readonly at: string } & RecordRefundCommand)
  | ({ readonly name: 'recordDisposition'; readonly at: string } & RecordDispositionCommand)
  | ({ readonly name: 'extendDeadline'; readonly at: string } & ExtendDeadlineCommand)
  | ({ readonly name: 'closeOfframp'; readonly at: string } & CloseCommand);

export type CommandName = PendingCommand['name'];
