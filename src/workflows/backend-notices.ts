import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { NotificationActivities, OrderSettings } from '../activities';
import { notificationId, type BackendNotification } from '../signals/notification';
import { backendNotification } from './activity-options';
import { arrivalOf, dueNotifications, type DueNotification } from './due-notifications';
import { isTemporalFailure } from './failure-reasons';
import type { OrderState } from './order-state';

/** Delivers one notification; rejects once it is given up. */
type Send = (notification: BackendNotification, summary: string) => Promise<void>;

/**
 * Tells the backend what becomes of an order, each thing once, while the order goes on. What the backend does not take for
 * days is given up and stands in the order's details: telling must never hold up money.
 */
export class BackendNotices {
  /** What was given up. */
  readonly undelivered: string[] = [];
  private readonly told = new Set<string>();
  private readonly toldArrivals = new Map<number, string>();
  private sequence = 0;
  private underWay = 0;

  constructor(private readonly send: Send) {}

  /** Everything that was to be told has been taken or given up. */
  get areDelivered(): boolean {
    return this.underWay === 0;
  }

  /** Tells what is new in how an order stands. */
  tell(order: OrderState): void {
    for (const due of dueNotifications(order, this.toldArrivals)) {
      if (this.told.has(due.key)) continue;
      this.told.add(due.key);
      void this.deliver(due, order);
    }
    for (const transfer of order.transfers) this.toldArrivals.set(transfer.attempt, arrivalOf(transfer));
  }

  private async deliver({ key, type, customerText }: DueNotification, order: OrderState): Promise<void> {
    this.sequence += 1;
    this.underWay += 1;
    const { transitions: _transitions, audit: _audit, ...status } = order.status();
    const data = {
      ...{ ...status, sequence: this.sequence },
      ...(customerText === undefined ? {} : { customerText }),
    };
    const id = notificationId(status.workflowId, key);
    try {
      await this.send({ id, type, timestamp: new Date().toISOString(), data }, `tells the backend: ${type}`);
    } catch (error) {
      // A bug must be seen as one.
      if (!isTemporalFailure(error)) throw error;
      this.undelivered.push(type);
    } finally {
      this.underWay -= 1;
    }
  }
}

/** Nothing where no backend wishes to be told. */
export function backendNotices({ notifies }: OrderSettings): BackendNotices | undefined {
  if (notifies !== true) return undefined;
  const taskQueue = `${workflowInfo().taskQueue}-notify`;
  return new BackendNotices((notification, summary) =>
    proxyActivities<NotificationActivities>({ ...backendNotification, taskQueue, summary }).notifyBackend(notification),
  );
}
