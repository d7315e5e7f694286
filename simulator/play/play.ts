import type { Announcements } from '../announcements';
import type { Contract } from '../contracts';
import type { Occurrence } from '../journey';
import type { Customer, Deposit, DepositAddress, Trade, Transfer } from '../objects';
import type { Records } from '../records';

export interface PlayOptions {
  /** False: the records change, but nobody is told. */
  webhook?: boolean;
}

export interface PlayedDeposit {
  address: string;
  amount: string;
}

/**
 * What the provider, the customer and the bank do, one step at a time. Each step resolves when its change is durable,
 * with the changed record; a step may be repeated, and then tells the same again.
 */
export interface Play {
  approveCustomer(customerId: string, options?: PlayOptions): Promise<Customer>;
  rejectCustomer(customerId: string, remark: string, options?: PlayOptions): Promise<Customer>;
  verifyAddress(depositAddressId: string, options?: PlayOptions): Promise<DepositAddress>;
  receiveDeposit(deposit: PlayedDeposit, options?: PlayOptions): Promise<Deposit>;
  approveDeposit(depositId: string, options?: PlayOptions): Promise<Deposit>;
  createTrade(depositId: string, options?: PlayOptions): Promise<Trade>;
  settleTrade(tradeId: string, options?: PlayOptions): Promise<Trade>;
  creditTransfer(tradeId: string, options?: PlayOptions): Promise<Transfer>;
}

export interface PlaySettings {
  records: Records;
  contract: Contract;
  announcements: Announcements;
  /** Told of each step, so that the journey can go on by itself. */
  follow: (occurrence: Occurrence) => void;
}
