import type { Bank } from './bank';
import { takeMove } from './bank-moves';
import { movesOf } from './bank-script';
import type { BankMove } from './bank-script';
import type { Behaviour, BehaviourOf } from './behaviour';
import type { StepName } from './bookkeeping';
import type { Collection, Stored } from './collection';
import type { Occurrence } from './journey';
import type { Transfer } from './objects';
import type { Play } from './play';
import { cryptoCurrencies } from './rates';
import type { Records } from './records';

/** Takes a step on the object of that id. */
export type TakeStep = (subject: string) => Promise<unknown>;

export interface StepSettings {
  records: Records;
  play: Play;
  bank: Bank;
  behaviourOf: BehaviourOf;
  follow: (occurrence: Occurrence) => void;
}

/**
 * Every step of a journey. None is taken if what it was to do has been done by hand meanwhile. Each makes its change
 * before the first await, so that it is written together with the removal of the step.
 */
export function createSteps({ records, play, bank, behaviourOf, follow }: StepSettings): Record<StepName, TakeStep> {
  const { customers, depositAddresses, deposits, trades, transfers, payments } = records;
  const ofCustomer = (customerId: string) => behaviourOf(customers.require(customerId));

  async function receiveDeposit(flowId: string, amountOf: (behaviour: Behaviour) => string): Promise<void> {
    const { depositAddressId, customerId } = records.flows.require(flowId);
    const { address, currency: agreed } = depositAddresses.require(depositAddressId);
    const behaviour = ofCustomer(customerId);
    const other = cryptoCurrencies.find((currency) => currency !== agreed);
    const currency = behaviour.depositToken === 'other' ? other : agreed;
    await play.receiveDeposit({ address, amount: amountOf(behaviour), currency });
  }

  async function moveTransfer(subject: string): Promise<void> {
    const [transferId = '', number = ''] = subject.split('#');
    const transfer = transfers.require(transferId);
    const { customerId } = deposits.require(trades.require(transfer.tradeId).depositId);
    const script = movesOf(ofCustomer(customerId).bank, transfer.attempt);
    const [before, move] = [script.slice(0, Number(number)), script[Number(number)]];
    if (!move || transfer.status !== statusAfter(before)) return;
    takeMove(bank, concernedBy(move, transfer, records), move);
    follow({ happened: 'transfer-moved', transfer, moves: before.length + 1 });
    await records.durable();
  }

  return {
    'approve-customer': whileIn(customers, 'PENDING', (id) => play.approveCustomer(id)),
    'reject-customer': whileIn(customers, 'PENDING', (id) => play.rejectCustomer(id, ofCustomer(id).rejectionRemark)),
    'delete-customer': whileIn(customers, 'PENDING', (id) => play.deleteCustomer(id)),
    'verify-address': whileIn(depositAddresses, 'PENDING', (id) => play.verifyAddress(id)),
    'reject-address': whileIn(depositAddresses, 'PENDING', (id) => play.rejectAddress(id)),
    'disable-flow': (id) => play.disableFlow(id),
    'receive-deposit': (id) => receiveDeposit(id, ({ depositAmount }) => depositAmount),
    'receive-second-deposit': (id) => receiveDeposit(id, ({ secondDepositAmount }) => secondDepositAmount),
    'approve-deposit': whileIn(deposits, 'RECEIVED', (id) => play.approveDeposit(id)),
    'hold-deposit': whileIn(deposits, 'RECEIVED', (id) => play.holdDeposit(id)),
    'reject-deposit': whileIn(deposits, 'RECEIVED', (id) => play.rejectDeposit(id)),
    'approve-held-deposit': whileIn(deposits, 'ACTION_REQUIRED', (id) => play.approveDeposit(id)),
    'reject-held-deposit': whileIn(deposits, 'ACTION_REQUIRED', (id) => play.rejectDeposit(id)),
    'refund-deposit': whileIn(deposits, 'REJECTED', (id) => play.refundDeposit(id)),
    'create-trade': async (id) => (canBeTraded(id, records) ? play.createTrade(id) : undefined),
    'settle-trade': whileIn(trades, 'CREATED', (id) => play.settleTrade(id)),
    'cancel-trade': whileIn(trades, 'CREATED', (id) => play.cancelTrade(id)),
    'move-transfer': moveTransfer,
    'settle-payment': whileIn(payments, 'PROCESSING', (id) => play.settlePayment(id)),
  };
}

/** What the bank's own moves have made of the transfer whose script they are. */
function statusAfter(moves: readonly BankMove[]): Transfer['status'] {
  return moves.findLast(({ becomes, attempt }) => becomes !== undefined && attempt === undefined)?.becomes ?? 'QUEUED';
}

function concernedBy({ attempt }: BankMove, transfer: Transfer, records: Records): Transfer {
  if (attempt === undefined) return transfer;
  const isMeant = (other: Transfer) => other.tradeId === transfer.tradeId && other.attempt === attempt;
  return records.transfers.where(isMeant)[0] ?? transfer;
}

function whileIn<T extends Stored & { status: string }>(
  collection: Collection<T>,
  status: T['status'],
  take: TakeStep,
): TakeStep {
  return async (id) => (collection.get(id)?.status === status ? take(id) : undefined);
}

function canBeTraded(depositId: string, records: Records): boolean {
  const { depositAddressId } = records.deposits.require(depositId);
  const flowEnabled = records.flows
    .where((flow) => flow.depositAddressId === depositAddressId)
    .some((flow) => flow.status === 'ENABLED');
  const alive = records.trades.where((trade) => trade.depositId === depositId && trade.status !== 'CANCELED');
  return flowEnabled && alive.length === 0;
}
