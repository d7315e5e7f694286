import { movesOf } from './bank-script';
import type { StepName } from './bookkeeping';
import type { Behaviour, BehaviourOf } from './behaviour';
import type { DelayName } from './delays';
import type { Customer, Deposit, DepositAddress, Flow, Payment, Trade, Transfer } from './objects';
import type { Records } from './records';

/** Something after which a journey goes on. */
export type Occurrence =
  | { happened: 'customer-created'; customer: Customer }
  | { happened: 'flow-created'; flow: Flow }
  | { happened: 'address-verified'; address: DepositAddress }
  | { happened: 'deposit-received'; deposit: Deposit }
  | { happened: 'deposit-held'; deposit: Deposit }
  | { happened: 'deposit-approved'; deposit: Deposit }
  | { happened: 'deposit-rejected'; deposit: Deposit }
  | { happened: 'trade-created'; trade: Trade }
  | { happened: 'trade-canceled'; trade: Trade }
  | { happened: 'transfer-queued'; transfer: Transfer }
  /** By the bank's script, which has so many moves behind it. */
  | { happened: 'transfer-moved'; transfer: Transfer; moves: number }
  | { happened: 'transfer-credited'; transfer: Transfer }
  /** A payment of no trade's money. */
  | { happened: 'payment-created'; payment: Payment };

/** A step that comes next, not yet with a time. */
export interface PlannedStep {
  name: StepName;
  subject: string;
  delay: DelayName;
}

/** What follows an occurrence, by the behaviour of the customer concerned. */
export function stepsAfter(occurrence: Occurrence, records: Records, behaviourOf: BehaviourOf): PlannedStep[] {
  const behaviour = behaviourOf(records.customers.require(customerIdOf(occurrence, records)));
  switch (occurrence.happened) {
    case 'customer-created':
      return customerReview(occurrence.customer, behaviour);
    case 'flow-created':
      return [...disabling(occurrence.flow, behaviour), ...afterFlow(occurrence.flow, behaviour, records)];
    case 'address-verified':
      return records.flows
        .where((flow) => flow.depositAddressId === occurrence.address.id)
        .flatMap((flow) => depositsInto(flow, behaviour, records));
    case 'deposit-received':
      return [
        { name: `${behaviour.depositReview}-deposit`, subject: occurrence.deposit.id, delay: 'depositConfirmation' },
      ];
    case 'deposit-held':
      return heldDepositReview(occurrence.deposit, behaviour);
    case 'deposit-approved':
      return behaviour.trade === 'never' ? [] : [tradeOf(occurrence.deposit.id)];
    case 'deposit-rejected':
      if (behaviour.rejectedDeposit === 'stays') return [];
      return [{ name: 'refund-deposit', subject: occurrence.deposit.id, delay: 'depositRefund' }];
    case 'trade-created':
      return fateOfTrade(occurrence.trade, behaviour, records);
    case 'trade-canceled':
      return behaviour.trade === 'canceled-once' ? [tradeOf(occurrence.trade.depositId)] : [];
    case 'transfer-queued':
      return nextMove(occurrence.transfer, 0, behaviour);
    case 'transfer-moved':
      return nextMove(occurrence.transfer, occurrence.moves, behaviour);
    case 'transfer-credited':
      return settlement(occurrence.transfer.paymentId, records);
    case 'payment-created':
      return settlement(occurrence.payment.id, records);
  }
}

function customerIdOf(occurrence: Occurrence, records: Records): string {
  if ('customer' in occurrence) return occurrence.customer.id;
  if ('flow' in occurrence) return occurrence.flow.customerId;
  if ('address' in occurrence) return occurrence.address.customerId;
  if ('deposit' in occurrence) return occurrence.deposit.customerId;
  if ('payment' in occurrence) return records.bankAccounts.require(occurrence.payment.bankAccountId).customerId;
  const trade = 'trade' in occurrence ? occurrence.trade : records.trades.require(occurrence.transfer.tradeId);
  return records.deposits.require(trade.depositId).customerId;
}

function customerReview(customer: Customer, behaviour: Behaviour): PlannedStep[] {
  if (behaviour.customerReview === 'never') return [];
  const name = `${behaviour.customerReview}-customer` as const;
  return [{ name, subject: customer.id, delay: behaviour.customerReviewDelay }];
}

function disabling(flow: Flow, behaviour: Behaviour): PlannedStep[] {
  return behaviour.flow === 'stays' ? [] : [{ name: 'disable-flow', subject: flow.id, delay: 'flowDisabling' }];
}

function afterFlow(flow: Flow, behaviour: Behaviour, records: Records): PlannedStep[] {
  const { id: subject, status } = records.depositAddresses.require(flow.depositAddressId);
  if (status === 'VERIFIED') return depositsInto(flow, behaviour, records);
  if (status !== 'PENDING' || behaviour.address === 'silent') return [];
  const name = behaviour.address === 'rejected' ? 'reject-address' : 'verify-address';
  return [{ name, subject, delay: 'addressVerification' }];
}

/** The deposits are those of a pair of address and bank account: a repeated create brings no others. */
function depositsInto(flow: Flow, behaviour: Behaviour, records: Records): PlannedStep[] {
  const [first] = records.flows.where(
    (other) => other.depositAddressId === flow.depositAddressId && other.bankAccountId === flow.bankAccountId,
  );
  if (behaviour.deposit === 'never' || first?.id !== flow.id) return [];
  const deposit: PlannedStep = { name: 'receive-deposit', subject: flow.id, delay: 'depositArrival' };
  if (behaviour.secondDeposit === 'never') return [deposit];
  return [deposit, { name: 'receive-second-deposit', subject: flow.id, delay: 'secondDepositArrival' }];
}

/** A deposit that somebody holds by hand stays held until somebody decides on it by hand. */
function heldDepositReview(deposit: Deposit, behaviour: Behaviour): PlannedStep[] {
  if (behaviour.depositReview !== 'hold' || behaviour.heldDepositReview === 'never') return [];
  const name = `${behaviour.heldDepositReview}-held-deposit` as const;
  return [{ name, subject: deposit.id, delay: 'heldDepositReview' }];
}

function tradeOf(depositId: string): PlannedStep {
  return { name: 'create-trade', subject: depositId, delay: 'tradeCreation' };
}

function fateOfTrade(trade: Trade, behaviour: Behaviour, records: Records): PlannedStep[] {
  const isFirst = records.trades.where(({ depositId }) => depositId === trade.depositId)[0]?.id === trade.id;
  const canceled = behaviour.trade === 'canceled' || (behaviour.trade === 'canceled-once' && isFirst);
  if (canceled) return [{ name: 'cancel-trade', subject: trade.id, delay: 'tradeCancellation' }];
  return [{ name: 'settle-trade', subject: trade.id, delay: 'tradeSettlement' }];
}

/** The subject of the step names the transfer and the move. */
function nextMove(transfer: Transfer, number: number, behaviour: Behaviour): PlannedStep[] {
  const move = movesOf(behaviour.bank, transfer.attempt)[number];
  return move ? [{ name: 'move-transfer', subject: `${transfer.id}#${number}`, delay: move.delay }] : [];
}

/** The provider takes a payment for done once the money has reached the account. */
function settlement(paymentId: string | undefined, records: Records): PlannedStep[] {
  if (paymentId === undefined || records.payments.require(paymentId).status !== 'PROCESSING') return [];
  return [{ name: 'settle-payment', subject: paymentId, delay: 'paymentSettlement' }];
}
