import type { FiatCurrency } from '../banking/currencies';
import { sendRefusal, type SendLimits, type SendRefusal } from '../banking/send-guard';
import { judgeTransfers, type TransferVerdict } from '../banking/transfer-decision';
import { transferOf } from '../banking/transfer-reports';
import type { AttentionReason } from '../signals/attention-reasons';
import { workflowIdOf, type OfframpBankAccount, type OfframpOrder, type OfframpSource } from '../signals/offramp-order';
import { providerKey, withProviderKey, type ProviderIdKind } from '../signals/provider-ids';
import type { OfframpStage } from '../signals/stages';
import type {
  ExpectedArrival,
  Intervention,
  OfframpAmounts,
  OfframpIds,
  OfframpStatus,
  OfframpTransfer,
  OfframpTransition,
  ShownDepositAddress,
} from '../signals/status';
import type { Proposal } from './approvals';
import type { BackendNotices } from './backend-notices';
import type { Ending, OwnAddress } from './expectations';
import { foldFacts, noFacts, type Facts } from './facts';
import { depositOf, isAtAddress, isCustomerApproved, namesAddress } from './known-objects';
import type { AuditEntry } from './operator-commands';
import { shownMoneyRecords } from './money-records';
import { heldPayout, openMoney, type OpenMoney } from './order-money';
import {
  guardView,
  routeOf,
  shownTransfers,
  transferCase,
  type OrderTransfer,
  type TransferDecisions,
} from './order-transfers';
import { receiptsOf } from './receipts';

/** Where the money goes: of an account that is known by its id alone, what the provider tells of its country. */
export interface PaidAccount {
  readonly currency: FiatCurrency;
  /** ISO 3166 alpha-2 */
  readonly accountCountry?: string;
}

/** What every order has, one that a backend started as well as one that a later deposit made. */
export interface JourneyOrder {
  readonly reference: string;
  readonly source: OfframpSource;
  readonly bankAccount: PaidAccount;
  readonly deadlines?: OfframpOrder['deadlines'];
}

export interface Attention {
  readonly reason: AttentionReason;
  readonly since: string;
  readonly detail?: string;
}

/** What an order does by itself next: at a moment (milliseconds), or at once. */
export interface UpcomingAct {
  readonly at?: number;
  readonly what: string;
}

/** Everything that one order knows and can tell of itself. */
export class OrderState {
  facts: Facts = noFacts;
  stage: OfframpStage = 'registering-customer';
  ids: OfframpIds = {};
  keys: readonly string[] = [];
  amounts: OfframpAmounts = {};
  /** The bank transfers of its money, by attempt. */
  sentTransfers: readonly OrderTransfer[] = [];
  transferDecisions: TransferDecisions = { overruled: new Set(), answered: new Set() };
  /** The transfer that is just being sent. */
  sending: OrderTransfer | undefined;
  /** When each attempt was first tried that the provider or the way to it refused, ISO 8601. */
  readonly triedSince = new Map<number, string>();
  /** The transfer that is to be sent next, once the bank takes it. */
  plannedTransfer: OfframpTransfer | undefined;
  /** What the deployment allows to be sent again, as it was read last. */
  sendLimits: SendLimits = { paused: false };
  /** How many people a word of an operator's needs that lets money go; until it is known, such words wait. */
  approvals: 'unknown' | 'one' | 'two' = 'unknown';
  /** Words of operators that wait for the same by somebody else. */
  proposals: readonly Proposal[] = [];
  /** Until when (milliseconds) the latest payment may still land of which it is not known whether the provider took it on. */
  lastMayLandUntil = 0;
  /** Since when it is known that the money is to be sent again (milliseconds). */
  resendKnownAt: number | undefined;
  /** After a reset: in which run this is known, and from when (milliseconds) nothing of the run before can land any more. */
  earlierRun: { readonly seenIn: string; readonly landedAt: number } | undefined;
  /** The account that an operator has given in the place of the order's own, until it is known at the provider. */
  replacementAccount: OfframpBankAccount | undefined;
  /** What became of the flow to the first account once another one was named. */
  retiredFlow: 'deleted' | 'still there' | undefined;
  /** Where the money goes now. */
  payoutAccount: JourneyOrder['bankAccount'];
  readonly transitions: OfframpTransition[] = [];
  readonly audit: AuditEntry[] = [];
  /** Deposits at this order's address that are not this order's, and have been handed on. */
  readonly declinedDeposits = new Set<string>();
  /** Tells a backend what becomes of the order, where one wishes to be told. */
  notices: BackendNotices | undefined;
  depositAddress: ShownDepositAddress | undefined;
  ownAddress: OwnAddress | undefined;
  attention: Attention | undefined;
  /** Set with the outcome, from `watching-for-return` on. */
  ending: Ending | undefined;
  /** Nothing is to follow but the return. */
  ended = false;
  /** What banks had reported when it was decided that the order ends. */
  reportsAtEnd: Facts['bankReports'] | undefined;
  /** What was known of trades then. */
  tradesAtEnd: Facts['trades'] | undefined;
  /** How many reports it has handed on since. */
  reportsHandedOn = 0;
  /** What the order is waiting for, in words, when it next acts by itself, what it will do, and until when it waits. */
  waitingFor = 'the worker';
  nextActionAt: number | undefined;
  upcoming: readonly UpcomingAct[] = [];
  /** When something should have been heard that has not been; the provider, asked since, does not know of it either. */
  overdueSince: string | undefined;
  deadlineAt: number | undefined;

  constructor(readonly order: JourneyOrder) {
    this.payoutAccount = order.bankAccount;
  }

  /** Makes one of the provider's ids known, so that the order is found by it. */
  know(kind: ProviderIdKind, id: string): void {
    this.keys = withProviderKey(this.keys, providerKey(kind, id));
  }

  /** Makes a key known that was computed elsewhere. */
  knowKey(key: string | undefined): void {
    if (key !== undefined) this.keys = withProviderKey(this.keys, key);
  }

  /** Any deposit that is or may be this order's. */
  get depositKnown(): boolean {
    const { ownAddress } = this;
    if (this.ids.depositId !== undefined) return true;
    return Object.keys(this.facts.deposits).some((depositId) => {
      const deposit = depositOf(this.facts, depositId);
      if (deposit === undefined || this.declinedDeposits.has(depositId)) return false;
      return ownAddress === undefined || !namesAddress(deposit) || isAtAddress(deposit, ownAddress);
    });
  }

  /** What everything said of its bank transfers comes to. */
  get transferVerdict(): TransferVerdict {
    return judgeTransfers(this.transferCase);
  }

  get transferCase() {
    return transferCase(this.facts, this.sentTransfers, this.transferDecisions, routeOf(this.payoutAccount).rail);
  }

  /** Why this must not be sent now, if it must not (DESIGN section 6, *Send guard*). */
  sendRefusal(
    wanted: { readonly attempt: number; readonly amount: string },
    trade: { readonly currency: string },
  ): SendRefusal | undefined {
    const { facts, ids, sendLimits: limits } = this;
    const transfers = this.transfers.filter(({ attempt }) => attempt < wanted.attempt);
    const held = heldPayout({ ...this.moneyView, transfers }, trade.currency);
    const currencies = {
      payment: this.order.bankAccount.currency,
      trade: trade.currency,
      account: this.payoutAccount.currency,
    };
    const customerApproved = isCustomerApproved(facts, ids.customerId);
    return sendRefusal(guardView(this.transferCase, wanted, { currencies, held, customerApproved, limits }));
  }

  /** Says of every report which transfer it is about, as long as that is certain: another transfer makes it doubtful. */
  nameReports(): void {
    const named = Object.values(this.facts.bankReports).flatMap((report) => {
      const attempt = report.attempt ?? transferOf(report, this.sentTransfers)?.attempt;
      return attempt === undefined ? [] : [{ ...report, attempt }];
    });
    const facts = named.map((seen) => ({ about: 'bank-transfer', event: 'reported', seen }) as const);
    this.facts = foldFacts(this.facts, facts);
  }

  /** When the provider queued the money, by the order's clock. */
  get queuedAt(): string | undefined {
    return this.transitions.find(({ stage }) => stage === 'awaiting-bank-transfer')?.at;
  }

  /** Money of this order that has not come to rest. */
  get openMoney(): OpenMoney[] {
    return openMoney(this.moneyView);
  }

  /** Its bank transfers, each as it stands by the newest word on it. */
  get transfers(): OfframpTransfer[] {
    const sent = shownTransfers(this.facts, this.sentTransfers, this.transferDecisions);
    const { plannedTransfer } = this;
    const isPlanned = plannedTransfer !== undefined && sent.every(({ attempt }) => attempt < plannedTransfer.attempt);
    if (!isPlanned) return sent;
    return [...sent, this.sending === undefined ? plannedTransfer : { ...plannedTransfer, state: 'sending' }];
  }

  /** When the money should arrive, as things stand. */
  get expectedArrival(): ExpectedArrival | undefined {
    const latest = this.transfers.at(-1);
    return latest?.state === 'failed' || latest?.state === 'returned' ? undefined : latest?.expected;
  }

  status(): OfframpStatus {
    const { reference } = this.order;
    const { attention, depositAddress, ending, overdueSince } = this;
    return {
      reference,
      workflowId: workflowIdOf(reference),
      stage: this.stage,
      ...(ending ?? {}),
      ...(attention ? { needsAttention: { reason: attention.reason, since: attention.since } } : {}),
      ...(overdueSince !== undefined && !this.ended ? { overdueSince } : {}),
      ...(depositAddress ? { depositAddress } : {}),
      ids: this.ids,
      amounts: this.amounts,
      transfers: this.transfers,
      ...this.recorded,
      ...(this.expectedArrival ? { expectedArrival: this.expectedArrival } : {}),
      transitions: this.transitions,
      audit: this.audit.map(shownIntervention),
    };
  }

  /** When money came in, and what became of money that no transfer took, where there is any. */
  get recorded(): Pick<OfframpStatus, 'receipts' | 'moneyRecords'> {
    const receipts = receiptsOf(this.facts, this.ids);
    const moneyRecords = shownMoneyRecords(this.facts, this.ids.depositId, this.order.source.currency);
    return { ...(receipts && { receipts }), ...(moneyRecords.length === 0 ? {} : { moneyRecords }) };
  }

  private get moneyView() {
    const { facts, transfers } = this;
    const { source, bankAccount } = this.order;
    const currencies = { deposit: source.currency, payout: bankAccount.currency };
    return { facts, transfers, currencies, depositId: this.ids.depositId };
  }
}

/** Picked field by field: an account that an operator has named does not belong in a status. */
function shownIntervention({ at, name, operator, reason, became }: AuditEntry): Intervention {
  return { at, command: name, operator, reason, became };
}
