import { z } from 'zod';
import type { Customer, DepositAddress } from '../../simulator/objects';
import type { Records } from '../../simulator/records';
import type { OfframpStage } from '../../src/signals/stages';
import type { Message } from './messages';

/** What a message says, as far as the storm needs to know it. */
export interface StormEvent {
  /** The provider's name of it, or `bank` and what the bank says. */
  readonly name: string;
  readonly customer: Customer;
  /** Where the deposit came in that it is about, by which two orders of one customer are told apart. */
  readonly address?: DepositAddress;
  readonly depositId?: string;
}

const webhookSchema = z.object({ event: z.string(), data: z.object({ id: z.string() }) });
const reportSchema = z.object({ outcome: z.string(), tradeId: z.string() });

/** Reads a message and looks up, in the provider's own records, whom it concerns. */
export function readEvent({ channel, body }: Message, records: Records): StormEvent {
  const content: unknown = JSON.parse(body);
  if (channel === 'bank-report') {
    const { outcome, tradeId } = reportSchema.parse(content);
    return { name: `bank ${outcome}`, ...concernedByTrade(tradeId, records) };
  }
  const { event: name, data } = webhookSchema.parse(content);
  if (name.startsWith('CUSTOMER_')) return { name, customer: records.customers.require(data.id) };
  if (name.startsWith('DEPOSIT_ADDRESS_')) return { name, ...concernedByAddress(data.id, records) };
  if (name.startsWith('DEPOSIT_')) return { name, ...concernedByDeposit(data.id, records) };
  if (name.startsWith('TRADE_')) return { name, ...concernedByTrade(data.id, records) };
  throw new Error(`No story has an event ${name}.`);
}

type Concerned = Required<Pick<StormEvent, 'customer' | 'address'>>;
type ConcernedByDeposit = Required<Omit<StormEvent, 'name'>>;

function concernedByTrade(tradeId: string, records: Records): ConcernedByDeposit {
  return concernedByDeposit(records.trades.require(tradeId).depositId, records);
}

function concernedByDeposit(depositId: string, records: Records): ConcernedByDeposit {
  return { ...concernedByAddress(records.deposits.require(depositId).depositAddressId, records), depositId };
}

function concernedByAddress(addressId: string, records: Records): Concerned {
  const address = records.depositAddresses.require(addressId);
  return { address, customer: records.customers.require(address.customerId) };
}

const stagesLeft: readonly (readonly [prefix: string, stage: OfframpStage])[] = [
  ['CUSTOMER_', 'awaiting-customer-approval'],
  ['DEPOSIT_ADDRESS_', 'awaiting-deposit-address'],
  ['DEPOSIT_RECEIVED', 'awaiting-deposit'],
  ['DEPOSIT_', 'confirming-deposit'],
  ['TRADE_CREATED', 'awaiting-trade'],
  ['TRADE_SETTLED', 'awaiting-trade-settlement'],
  ['bank ', 'awaiting-bank-transfer'],
];

/** The stage that an event of this name leads out of. */
export function stageLeftBy(name: string): OfframpStage {
  const [, stage] = stagesLeft.find(([prefix]) => name.startsWith(prefix)) ?? [];
  if (stage === undefined) throw new Error(`No stage is left by ${name}.`);
  return stage;
}

/** Whether somebody other than the sender could find out what an event says: of a refusal only the bank knows. */
export function isLosable(name: string): boolean {
  return !name.startsWith('bank ') || name === 'bank credited';
}
