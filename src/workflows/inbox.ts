import { workflowInfo } from '@temporalio/workflow';

interface Hold {
  /** The workflow's clock as it was then (milliseconds). */
  readonly since: number;
  readonly heard: (() => void)[];
  /** The length of the history in the workflow task in which the newest local activity began. */
  historyLength: number;
}

/**
 * What is heard while a local activity is under way, held back until the main flow waits for something else.
 *
 * The SDK (1.24, `managed_run.rs` of its core) may record the answer of a local activity at the end of one workflow task
 * and give it to the workflow in the next one; a query that is answered meanwhile is enough. A replay gives the answer in
 * the first of the two. What comes between them must therefore lead to the same commands whether it is heard before the
 * answer or after it: it is heard after what follows from the answer, and until then the clock stands still.
 */
export class Inbox {
  private hold: Hold | undefined;

  /** A local activity begins. */
  shut(): void {
    const { historyLength } = workflowInfo();
    this.hold ??= { since: Date.now(), heard: [], historyLength };
    this.hold.historyLength = historyLength;
  }

  /** What came in a later workflow task is heard only now. Answers whether the inbox was shut. */
  open(): boolean {
    const { hold } = this;
    this.hold = undefined;
    hold?.heard.forEach((hear) => hear());
    return hold !== undefined;
  }

  /** Takes something in, at once or when it is time. */
  take(hear: () => void): void {
    if (this.isBetweenTasks) this.hold?.heard.push(hear);
    else hear();
  }

  /** Since when it has been shut, by the workflow's clock (milliseconds). */
  get shutSince(): number | undefined {
    return this.hold?.since;
  }

  /** A workflow task has come in which a local activity of an earlier one has not answered yet. */
  get isBetweenTasks(): boolean {
    return this.hold !== undefined && this.hold.historyLength !== workflowInfo().historyLength;
  }
}
