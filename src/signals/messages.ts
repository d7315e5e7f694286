import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type {
  CommandAccepted,
  CloseCommand,
  ConfirmFundsReturnedCommand,
  ConfirmTransferCommand,
  ExtendDeadlineCommand,
  OperatorCommand,
  RecordDispositionCommand,
  RecordRefundCommand,
  ReplaceBankAccountCommand,
  ReportNotReceivedCommand,
} from './operator-commands';
import type {
  BankReport,
  CustomerSighting,
  DepositAddressSighting,
  DepositSighting,
  PaymentSighting,
  TradeSighting,
} from './sightings';
import type { DepositAddressAnswer, OfframpStatus, SendGuardAnswer, SendGuardQuestion } from './status';

/** The type of the failure by which an Update is turned away that is to be sent again at once. */
export const orderDeciding = 'OrderDeciding';

// Signals: facts from outside, one per event of the provider, in its own words.
export const customerApprovedSignal = defineSignal<[CustomerSighting]>('customerApproved');
export const customerRejectedSignal = defineSignal<[CustomerSighting]>('customerRejected');
export const customerDeletedSignal = defineSignal<[CustomerSighting]>('customerDeleted');
export const depositAddressApprovedSignal = defineSignal<[DepositAddressSighting]>('depositAddressApproved');
export const depositAddressRejectedSignal = defineSignal<[DepositAddressSighting]>('depositAddressRejected');
export const depositReceivedSignal = defineSignal<[DepositSighting]>('depositReceived');
export const depositApprovedSignal = defineSignal<[DepositSighting]>('depositApproved');
export const depositRejectedSignal = defineSignal<[DepositSighting]>('depositRejected');
export const tradeCreatedSignal = defineSignal<[TradeSighting]>('tradeCreated');
export const tradeSettledSignal = defineSignal<[TradeSighting]>('tradeSettled');
export const paymentSettledSignal = defineSignal<[PaymentSighting]>('paymentSettled');
/** What a bank said of a transfer, from the partner's own bank feed. */
export const bankTransferReportedSignal = defineSignal<[BankReport]>('bankTransferReported');

/** Where the order stands; the same document that the CLI prints as JSON. */
export const statusQuery = defineQuery<OfframpStatus>('status');

/** Whether a payment may leave now, as the order sees it with everything that it has heard. */
export const sendGuardQuery = defineQuery<SendGuardAnswer, [SendGuardQuestion]>('sendGuard');

/** Answers with the address once it may be shown, or with the order's end. */
export const awaitDepositAddressUpdate = defineUpdate<DepositAddressAnswer>('awaitDepositAddress');

// Operator Updates: each is accepted or refused at once; what became of it stands in the order's details.
export const retryNowUpdate = defineUpdate<CommandAccepted, [OperatorCommand]>('retryNow');
export const confirmBankTransferUpdate = defineUpdate<CommandAccepted, [ConfirmTransferCommand]>('confirmBankTransfer');
export const confirmFundsReturnedUpdate = defineUpdate<CommandAccepted, [ConfirmFundsReturnedCommand]>(
  'confirmFundsReturned',
);
export const reportNotReceivedUpdate = defineUpdate<CommandAccepted, [ReportNotReceivedCommand]>('reportNotReceived');
export const replaceBankAccountUpdate = defineUpdate<CommandAccepted, [ReplaceBankAccountCommand]>(
  'replaceBankAccount',
);
export const recordRefundUpdate = defineUpdate<CommandAccepted, [RecordRefundCommand]>('recordRefund');
export const recordDispositionUpdate = defineUpdate<CommandAccepted, [RecordDispositionCommand]>('recordDisposition');
export const extendDeadlineUpdate = defineUpdate<CommandAccepted, [ExtendDeadlineCommand]>('extendDeadline');
export const cancelOfframpUpdate = defineUpdate<CommandAccepted, [OperatorCommand]>('cancelOfframp');
export const closeOfframpUpdate = defineUpdate<CommandAccepted, [CloseCommand]>('closeOfframp');

/** The id under which every client asks for the deposit address, so that all attach to one Update. */
export const depositAddressUpdateId = 'deposit-address';
