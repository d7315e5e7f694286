import type { FiatCurrency } from '../banking/currencies';
import type { AttentionReason } from '../signals/attention-reasons';
import { workflowIdOf, type OfframpOrder, type OfframpSource } from '../signals/offramp-order';
import { providerKey, withProviderKey, type ProviderIdKind } from '../signals/provider-ids';
import type { OfframpStage } from '../signals/stages';
import type {
  OfframpAmounts,
  OfframpIds,
  OfframpStatus,
  OfframpTransfer,
  OfframpTransition,
  ShownDepositAddress,
} from '../signals/status';
import type { Ending, OwnAddress } from './expectations';
import { noFacts, type Facts } from './facts';
import { depositOf, isAtAddress, namesAddress } from './known-objects';
import type { AuditEntry } from './operator-commands';
import { openMoney, shownTransfers, type JudgedTransfer, type OpenMoney } from './order-money';

/** What every order has, one that a backend started as well as one that a later deposit made. */
export interface JourneyOrder {
  readonly reference: string;
  readonly source: OfframpSource;
  readonly bankAccount: { readonly currency: FiatCurrency };
  readonly deadlines?: OfframpOrder['deadlines'];
}

export interface Attention {
  readonly reason: AttentionReason;
  readonly since: string;
  readonly detail?: string;
}

/** Everything that one order knows and can tell of itself. */
export class OrderState {
  facts: Facts = noFacts;
  stage: OfframpStage = 'registering-customer';
  ids: OfframpIds = {};
  keys: readonly string[] = [];
  amounts: OfframpAmounts = {};
  judgedTransfers: readonly JudgedTransfer[] = [];
  /** Bank reports that were known when the order settled. */
  judgedReports: ReadonlySet<string> = new Set();
  readonly transitions: OfframpTransition[] = [];
  readonly audit: AuditEntry[] = [];
  /** Deposits at this order's address that are not this order's, and have been handed on. */
  readonly declinedDeposits = new Set<string>();
  depositAddress: ShownDepositAddress | undefined;
  ownAddress: OwnAddress | undefined;
  attention: Attention | undefined;
  /** Set with the outcome, from `watching-for-return` on. */
  ending: Ending | undefined;
  /** Nothing is to follow but the return. */
  ended = false;
  /** What the order is waiting for, in words, when it next acts by itself, and until when it waits. */
  waitingFor = 'the worker';
  nextActionAt: number | undefined;
  deadlineAt: number | undefined;

  constructor(readonly order: JourneyOrder) {}

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

  /** Money of this order that has not come to rest. */
  get openMoney(): OpenMoney[] {
    return openMoney(this.moneyView);
  }

  /** Its bank transfers, each as it stands by the newest word on it. */
  get transfers(): OfframpTransfer[] {
    return shownTransfers(this.moneyView);
  }

  status(): OfframpStatus {
    const { reference } = this.order;
    const { attention, depositAddress, ending } = this;
    return {
      reference,
      workflowId: workflowIdOf(reference),
      stage: this.stage,
      ...(ending ?? {}),
      ...(attention ? { needsAttention: { reason: attention.reason, since: attention.since } } : {}),
      ...(depositAddress ? { depositAddress } : {}),
      ids: this.ids,
      amounts: this.amounts,
      transfers: this.transfers,
      transitions: this.transitions,
    };
  }

  private get moneyView() {
    const { facts, judgedReports, judgedTransfers: transfers } = this;
    const { source, bankAccount } = this.order;
    const currencies = { deposit: source.currency, payout: bankAccount.currency };
    return { facts, judgedReports, transfers, currencies, depositId: this.ids.depositId };
  }
}
