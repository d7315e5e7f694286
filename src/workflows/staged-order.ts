import type { OfframpStage } from '../signals/stages';
import type { OfframpTransition } from '../signals/status';
import type { NeededAttention } from './asking';
import { countAttention, countOverdue, countStage, recordTimeInStage } from './order-metrics';
import { OrderState, type JourneyOrder } from './order-state';

/** An order that keeps a record of its stages, of what it needs somebody for, and of what is overdue. */
export class StagedOrder extends OrderState {
  /** What will have brought the order to its next stage. */
  protected evidence: OfframpTransition['evidence'] = 'started';

  constructor(order: JourneyOrder, firstStage: OfframpStage) {
    super(order);
    this.stage = firstStage;
  }

  protected enter(stage: OfframpStage): void {
    if (this.transitions.length > 0 && this.stage === stage) return;
    const before = this.transitions.at(-1);
    const now = new Date();
    if (before !== undefined) recordTimeInStage(before.stage, now.getTime() - Date.parse(before.at));
    countStage(stage, this.order.bankAccount.currency);
    this.stage = stage;
    this.overdueSince = undefined;
    this.transitions.push({ stage, at: now.toISOString(), evidence: this.evidence });
  }

  protected noteOverdue(since: string | undefined): void {
    if (since === undefined || this.overdueSince !== undefined) return;
    this.overdueSince = since;
    countOverdue(this.stage);
  }

  protected setAttention(needed: NeededAttention | undefined): void {
    const { attention: before } = this;
    if (needed === undefined) {
      this.attention = undefined;
      return;
    }
    const { reason, detail } = needed;
    if (before?.reason !== reason) countAttention(reason);
    const since = before?.reason === reason ? before.since : new Date().toISOString();
    this.attention = { reason, since, ...(detail === undefined ? {} : { detail }) };
  }
}
