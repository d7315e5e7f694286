import { workflowInfo } from '@temporalio/workflow';

/**
 * What is heard while a local activity is under way, held back until the main flow waits for something else.
 *
 * The SDK (1.24, `managed_run.rs` of its core) may record the answer of a local activity at the end of one workflow task
 * and give it to the workflow in the next one; a query that is answered meanwhile is enough. A replay gives the answer in
 * the first of the two. What comes between them must therefore lead to the same commands whether it is heard before the
 * answer or after it: it is heard after what follows from the answer.
 */
export class Inbox {
  private held: (() => void)[] | undefined;
  private heldSince = 0;

  /** A local activity begins. */
  hold(): void {
    this.held ??= [];
    this.heldSince = workflowInfo().historyLength;
  }

  /** What has come since `hold` is heard only now, if it came in a later workflow task. */
  release(): void {
    const held = this.held ?? [];
    this.held = undefined;
    for (const hear of held) hear();
  }

  /** Takes something in, at once or when it is time. */
  take(hear: () => void): void {
    if (this.isShut) this.held?.push(hear);
    else hear();
  }

  /** A workflow task has come in which a local activity of an earlier one has not answered yet. */
  get isShut(): boolean {
    return this.held !== undefined && workflowInfo().historyLength !== this.heldSince;
  }
}
