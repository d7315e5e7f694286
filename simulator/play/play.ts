import type { Network } from '../addresses';
import type { Announcements } from '../announcements';
import type { Contract } from '../contracts';
import type { Occurrence } from '../journey';
import type { Customer, Deposit, DepositAddress, Flow, Trade, Transfer } from '../objects';
import type { CryptoCurrency } from '../rates';
import type { Records } from '../records';

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
  creditTransfer(tradeId: string, options?: PlayOptions): Promise<Transfer>;
}

export interface PlaySettings {
  records: Records;
  contract: Contract;
  announcements: Announcements;
  /** Told of each step after which a journey goes on by itself. */
  follow: (occurrence: Occurrence) => void;
}
