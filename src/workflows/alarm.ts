import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';

/** A timer that is due at most this much too early is good enough: whoever wakes looks at the clock again. */
const toleranceMs = 5 * 60_000;

/**
 * The one timer of an order. Setting it anew costs two events in the history, so one that is already set for about the
 * same moment is kept, also from one wait to the next.
 */
export class Alarm {
  private timer: { readonly dueAt: number; readonly scope: CancellationScope } | undefined;
  /** Whether it has gone off since it was last set. */
  rang = false;

  /** Goes off at `dueAt` or a little before. */
  set(dueAt: number, summary: string): void {
    this.rang = false;
    const { timer } = this;
    if (timer && timer.dueAt <= dueAt && dueAt - timer.dueAt <= toleranceMs) return;
    timer?.scope.cancel();
    const scope = new CancellationScope();
    const set = { dueAt, scope };
    this.timer = set;
    void scope
      .run(() => sleep(Math.max(1, dueAt - Date.now()), { summary }))
      .then(() => {
        if (this.timer !== set) return;
        this.timer = undefined;
        this.rang = true;
      })
      .catch((error: unknown) => {
        if (!isCancellation(error)) throw error;
      });
  }
}
