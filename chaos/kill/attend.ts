import { setTimeout as delay } from 'node:timers/promises';
import type { CastOrder } from './cast';
import type { ListedOrder } from './listed';
import { answerOrder, type Answered, type OperatorDesk } from './operator';

const lookEveryMs = 1_000;

/** An operator who answers the orders of a run that stand still in their tales. */
export class Attendance {
  /** How many orders have heard what was said to them. */
  heard = 0;
  /** What orders have said to words that they did not take in, such as those that they had heard already. */
  readonly refusals: string[] = [];
  readonly #open: Map<string, CastOrder>;

  constructor(
    cast: readonly CastOrder[],
    private readonly desk: OperatorDesk,
  ) {
    const answered = cast.filter(({ tale }) => tale.answer !== undefined);
    this.#open = new Map(answered.map((one) => [one.workflowId, one]));
  }

  /** Whether the operator has something to say to an order as it stands, and has not been heard yet. */
  awaits({ workflowId, running, attention }: ListedOrder): boolean {
    return running && attention !== undefined && isForOperator(attention) && this.#open.has(workflowId);
  }

  /** Looks again and again for orders that stand still, until told to stop. */
  async attend(orders: () => Promise<readonly ListedOrder[]>, over: AbortSignal): Promise<void> {
    while (!over.aborted && this.#open.size > 0) {
      // Whatever is struck at this moment, they are asked for again.
      const listed = await orders().catch(() => []);
      for (const order of listed.filter((one) => this.awaits(one))) {
        const open = this.#open.get(order.workflowId);
        if (open === undefined || over.aborted) continue;
        this.#note(order.workflowId, await answerOrder(this.desk, open));
      }
      await delay(lookEveryMs);
    }
  }

  #note(workflowId: string, answered: Answered): void {
    if (answered === 'unheard') return;
    this.#open.delete(workflowId);
    if (answered === 'heard') this.heard += 1;
    else this.refusals.push(`${workflowId}: ${answered.refused}`);
  }
}

/** What passes by itself is not answered: the order tries again. What nobody can know is not made up. */
function isForOperator(attention: string): boolean {
  return !['provider-unavailable', 'outcome-unknown', 'payment-outcome-unknown'].includes(attention);
}
