import { workflowIdOf } from '../../src/signals/offramp-order';
import type { Lane } from '../parts/lane';
import { payWhenShown } from './customer-payment';
import { orderOf, type OrderChoices } from './orders';

/** An order of a row. */
export interface RowOrder {
  readonly reference: string;
  readonly workflowId: string;
  readonly externalId: string;
}

/** What an order is started with. */
export interface OrderStart {
  readonly choices: OrderChoices;
  /** Which of the row's customers it is for. */
  readonly customer: number;
  /** Of the simulator's scenarios. */
  readonly tag?: string | undefined;
  readonly knownAccountId?: string | undefined;
}

/** Starts the orders of one row, under names that no other row has, and has their customers pay. */
export class RowOrders {
  /** Every order that there should be, whatever became of it. */
  readonly started: RowOrder[] = [];
  readonly #lane: Lane;
  readonly #prefix: string;

  /** `runId` tells this run from others on the same Temporal server, `name` the row from others of the run. */
  constructor(lane: Lane, runId: string, name: string) {
    this.#lane = lane;
    this.#prefix = `chaos-${runId}-${name}-`;
  }

  /** What the workflow ids of this row's orders begin with. */
  get workflowIdPrefix(): string {
    return workflowIdOf(this.#prefix);
  }

  /** The names that an order will have. */
  named(name: string, customer: number): RowOrder {
    const reference = `${this.#prefix}${name}`;
    return { reference, workflowId: workflowIdOf(reference), externalId: `${this.#prefix}customer-${customer}` };
  }

  /** Starts an order. Resolves when it is started and has been asked how it stands. */
  async start(name: string, { choices, customer, tag, knownAccountId }: OrderStart): Promise<RowOrder> {
    const order = this.named(name, customer);
    this.started.push(order);
    await this.#lane.offramps.start(orderOf(choices, { ...order, tag }, knownAccountId));
    void payWhenShown(this.#lane, order.reference);
    return order;
  }

  /** Notes an order that a later deposit to another one's address makes. */
  expectLaterDeposit({ reference, externalId }: RowOrder, depositId: string): RowOrder {
    const later = `${reference}:deposit:${depositId}`;
    const order = { reference: later, workflowId: workflowIdOf(later), externalId };
    this.started.push(order);
    return order;
  }
}
