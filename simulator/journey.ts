import { behaviourOf } from './behaviour';
import type { Step, StepName } from './bookkeeping';
import type { DelayName } from './delays';
import type { Customer, Deposit, DepositAddress, Flow, Trade } from './objects';
import type { Play } from './play';
import type { Records } from './records';
import type { Behaviour } from './scenarios';

/** Something after which a journey goes on. */
export type Occurrence =
  | { happened: 'customer-created'; customer: Customer }
  | { happened: 'flow-created'; flow: Flow }
  | { happened: 'address-verified'; address: DepositAddress }
  | { happened: 'deposit-received'; deposit: Deposit }
  | { happened: 'deposit-approved'; deposit: Deposit }
  | { happened: 'trade-created'; trade: Trade }
  | { happened: 'trade-settled'; trade: Trade };

/** A step that comes next, not yet with a time. */
export interface PlannedStep {
  name: StepName;
  subject: string;
  delay: DelayName;
}

/** What follows an occurrence, by the behaviour of the customer concerned. */
export function stepsAfter(occurrence: Occurrence, records: Records): PlannedStep[] {
  switch (occurrence.happened) {
    case 'customer-created':
      return review(occurrence.customer);
    case 'flow-created': {
      const address = records.depositAddresses.require(occurrence.flow.depositAddressId);
      if (address.status === 'VERIFIED') return depositInto(occurrence.flow, records);
      return [{ name: 'verify-address', subject: address.id, delay: 'addressVerification' }];
    }
    case 'address-verified':
      return records.flows
        .where((flow) => flow.depositAddressId === occurrence.address.id)
        .flatMap((flow) => depositInto(flow, records));
    case 'deposit-received':
      return [{ name: 'approve-deposit', subject: occurrence.deposit.id, delay: 'depositConfirmation' }];
    case 'deposit-approved':
      return [{ name: 'create-trade', subject: occurrence.deposit.id, delay: 'tradeCreation' }];
    case 'trade-created':
      return [{ name: 'settle-trade', subject: occurrence.trade.id, delay: 'tradeSettlement' }];
    case 'trade-settled':
      return [{ name: 'credit-transfer', subject: occurrence.trade.id, delay: 'bankCredit' }];
  }
}

/**
 * Takes a step, unless what it was to do has been done by hand meanwhile. The change is made before the first await,
 * so it is written together with the removal of the step.
 */
export async function takeStep({ name, subject }: Step, records: Records, play: Play): Promise<void> {
  switch (name) {
    case 'approve-customer':
      if (records.customers.get(subject)?.status === 'PENDING') await play.approveCustomer(subject);
      return;
    case 'reject-customer':
      if (records.customers.get(subject)?.status === 'PENDING') {
        await play.rejectCustomer(subject, behaviourOfCustomer(subject, records).rejectionRemark);
      }
      return;
    case 'verify-address':
      if (records.depositAddresses.get(subject)?.status === 'PENDING') await play.verifyAddress(subject);
      return;
    case 'receive-deposit': {
      const flow = records.flows.require(subject);
      const { address } = records.depositAddresses.require(flow.depositAddressId);
      await play.receiveDeposit({ address, amount: behaviourOfCustomer(flow.customerId, records).depositAmount });
      return;
    }
    case 'approve-deposit':
      if (records.deposits.get(subject)?.status === 'RECEIVED') await play.approveDeposit(subject);
      return;
    case 'create-trade':
      if (canBeTraded(subject, records)) await play.createTrade(subject);
      return;
    case 'settle-trade':
      if (records.trades.get(subject)?.status === 'CREATED') await play.settleTrade(subject);
      return;
    case 'credit-transfer':
      await creditTransfer(subject, records, play);
  }
}

function review(customer: Customer): PlannedStep[] {
  const { customerReview, customerReviewDelay } = behaviourOf(customer.email);
  if (customerReview === 'never') return [];
  return [{ name: `${customerReview}-customer`, subject: customer.id, delay: customerReviewDelay }];
}

/** One deposit for each pair of address and bank account: a repeated create brings no second one. */
function depositInto(flow: Flow, records: Records): PlannedStep[] {
  if (behaviourOfCustomer(flow.customerId, records).deposit === 'never') return [];
  const [first] = records.flows.where(
    (other) => other.depositAddressId === flow.depositAddressId && other.bankAccountId === flow.bankAccountId,
  );
  return first?.id === flow.id ? [{ name: 'receive-deposit', subject: flow.id, delay: 'depositArrival' }] : [];
}

function canBeTraded(depositId: string, records: Records): boolean {
  const { depositAddressId } = records.deposits.require(depositId);
  const flowEnabled = records.flows
    .where((flow) => flow.depositAddressId === depositAddressId)
    .some((flow) => flow.status === 'ENABLED');
  const alive = records.trades.where((trade) => trade.depositId === depositId && trade.status !== 'CANCELED');
  return flowEnabled && alive.length === 0;
}

async function creditTransfer(tradeId: string, records: Records, play: Play): Promise<void> {
  const [transfer] = records.transfers.where((candidate) => candidate.tradeId === tradeId);
  if (transfer?.status !== 'QUEUED') return;
  const { customerId } = records.deposits.require(records.trades.require(tradeId).depositId);
  const { bankReport } = behaviourOfCustomer(customerId, records);
  await play.creditTransfer(tradeId, { webhook: bankReport === 'sent' });
}

function behaviourOfCustomer(customerId: string, records: Records): Behaviour {
  return behaviourOf(records.customers.require(customerId).email);
}
