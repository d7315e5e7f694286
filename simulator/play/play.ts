import type { Network } from '../addresses';
import type { Announcements } from '../announcements';
import type { BalanceCurrency } from '../balances';
import type { Bank } from '../bank';
import type { Balance, Delivery } from '../bookkeeping';
import type { Contract } from '../contracts';
import type { Occurrence } from '../journey';
import type { Customer, Deposit, DepositAddress, Flow, Payment, Trade, Transfer } from '../objects';
import type { CryptoCurrency } from '../rates';
import type { Records } from '../records';
import type { Scheme } from '../return-reasons';

export interface PlayOptions {
  /** False: the records change, but nobody is told. Changes nothing where the provider has no event. */
  webhook?: boolean | undefined;
}

export interface PlayedDeposit {
  address: string;
  amount: string;
  /** The token, if it is another than the address is for. */
  currency?: CryptoCurrency | undefined;
  /** The network, if it came over another than the address's. */
  network?: Network | undefined;
  /** Its `timestamp` at the provider, in ISO 8601; the moment of the call unless told. */
  depositedAt?: string | undefined;
}

export interface TransferOptions extends PlayOptions {
  /** Which of the trade's transfers; the latest unless told. */
  attempt?: number | undefined;
}

/** A credit, as the bank's report has it. */
export interface PlayedCredit extends TransferOptions {
  /** If it says another amount than was sent. */
  amount?: string | undefined;
  currency?: string | undefined;
  /** In ISO 8601; the moment of the call unless told. */
  occurredAt?: string | undefined;
}

/** A failure or a return, as the bank's report has it. What is not told here the report does not say. */
export interface PlayedFailure extends PlayedCredit {
  code?: string | undefined;
  scheme?: Scheme | undefined;
  /** Whether the money is on the partner's balance again. */
  fundsReturned?: boolean | undefined;
  /** False: the bank says nothing, as with `webhook`. */
  report?: boolean | undefined;
}

/**
 * What the provider, the customer and the bank do, one step at a time. Each step resolves when its change is durable,
 * with the changed record; a step may be repeated, and then tells the same again.
 */
export interface Play {
  approveCustomer(customerId: string, options?: PlayOptions): Promise<Customer>;
  rejectCustomer(customerId: string, remark: string, options?: PlayOptions): Promise<Customer>;
  deleteCustomer(customerId: string, options?: PlayOptions): Promise<Customer>;
  verifyAddress(depositAddressId: string, options?: PlayOptions): Promise<DepositAddress>;
  rejectAddress(depositAddressId: string, options?: PlayOptions): Promise<DepositAddress>;
  /** The flow stays, and trades nothing. The provider has no event for it. */
  disableFlow(flowId: string, options?: PlayOptions): Promise<Flow>;
  receiveDeposit(deposit: PlayedDeposit, options?: PlayOptions): Promise<Deposit>;
  approveDeposit(depositId: string, options?: PlayOptions): Promise<Deposit>;
  /** ACTION_REQUIRED, until it is approved or rejected. The provider has no event for it. */
  holdDeposit(depositId: string, options?: PlayOptions): Promise<Deposit>;
  rejectDeposit(depositId: string, options?: PlayOptions): Promise<Deposit>;
  /** The crypto goes back to its sender. The provider has no event for it. */
  refundDeposit(depositId: string, options?: PlayOptions): Promise<Deposit>;
  /** Makes a further trade each time; only one after a cancellation is none too many. */
  createTrade(depositId: string, options?: PlayOptions): Promise<Trade>;
  settleTrade(tradeId: string, options?: PlayOptions): Promise<Trade>;
  /** The provider has no event for it. */
  cancelTrade(tradeId: string, options?: PlayOptions): Promise<Trade>;
  creditTransfer(tradeId: string, options?: PlayedCredit): Promise<Transfer>;
  /** The money does not reach the account. */
  failTransfer(tradeId: string, options?: PlayedFailure): Promise<Transfer>;
  /** The money comes back, perhaps after it had reached the account. */
  returnTransfer(tradeId: string, options?: PlayedFailure): Promise<Transfer>;
  /** The money of a transfer that failed or came back is there; the same is reported again, and that it is there. */
  returnFunds(tradeId: string, options?: TransferOptions): Promise<Transfer>;
  /** Any report whatever; several with one `webhookId` are one message. Those of one order keep their sequence. */
  reportBank(
    report: Readonly<Record<string, unknown>>,
    options?: { webhookId?: string | undefined },
  ): Promise<Delivery>;
  /** CONFIRMED, and credited if it was still under way. By the payment's id or its reference. */
  settlePayment(idOrReference: string, options?: PlayOptions): Promise<Payment>;
  topUp(currency: BalanceCurrency, amount: string): Promise<Balance>;
  setBalance(currency: BalanceCurrency, amount: string): Promise<Balance>;
}

export interface PlaySettings {
  records: Records;
  contract: Contract;
  bank: Bank;
  announcements: Announcements;
  /** Told of each step after which a journey goes on by itself. */
  follow: (occurrence: Occurrence) => void;
}
