import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import type { Inbox } from './inbox';

interface SetTimer {
  readonly dueAt: number;
  readonly scope: CancellationScope;
}

/** A timer that is due at most this much too early is good enough: whoever wakes looks at the clock again. */
const toleranceMs = 5 * 60_000;

/**
 * One that is due sooner is left to go off, although nobody waits for it any more: between two workflow tasks that share a
 * local activity (inbox.ts) it may go off before the order calls it off, and a replay would call it off first.
 * Longer than a workflow task may take.
 */
const almostDueMs = 15_000;

/**
 * The one timer of an order. Setting it anew costs two events in the history, so one that is already set for about the
 * same moment is kept, also from one wait to the next.
 */
export class Alarm {
  private timer: SetTimer | undefined;
  /** Whether it has gone off since it was last set. */
  rang = false;
  /**
   * A moment that has certainly come, since the alarm for it went off. Where a query reaches a new worker before the
   * task that fires a timer, the SDK (1.24) fires it with the clock of the task before: trusting that clock, the order
   * would set its timer again, and a replay would not.
   */
  provenAt = 0;

  constructor(private readonly inbox: Inbox) {}

  /** Goes off at `dueAt` or a little before. `now` is the order's clock. */
  set(dueAt: number, summary: string, now: number): void {
    this.rang = false;
    const { timer } = this;
    if (timer && timer.dueAt <= dueAt && dueAt - timer.dueAt <= toleranceMs) return;
    if (timer && timer.dueAt - now > almostDueMs) timer.scope.cancel();
    const scope = new CancellationScope();
    const set = { dueAt, scope };
    this.timer = set;
    void scope
      .run(() => sleep(Math.max(1, dueAt - Date.now()), { summary }))
      .then(
        () => this.inbox.take(() => this.ring(set)),
        (error: unknown) => {
          if (!isCancellation(error)) throw error;
        },
      );
  }

  /** One that has been replaced rings for nobody. */
  private ring(timer: SetTimer): void {
    if (this.timer !== timer) return;
    this.timer = undefined;
    this.rang = true;
    this.provenAt = Math.max(this.provenAt, timer.dueAt);
  }
}
