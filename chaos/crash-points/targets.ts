import { until } from '../parts/until';
import type { OrderChoices } from './orders';
import type { OrderStart, RowOrder } from './row-orders';
import type { Scene } from './scene';

/** What is to be struck: how to set it going, and in which workflow its activity then is. */
export interface Target {
  /** Resolves with the order that it is about. */
  readonly start: () => Promise<RowOrder>;
  /** Can be told once the activity has begun. */
  readonly activityOf: () => Promise<string>;
}

const laterAmount = '75.00';
const visibleDeadlineMs = 10_000;

/** An order; its activities are its own. */
export function orderTarget(
  { orders }: Scene,
  choices: OrderChoices,
  start: Omit<OrderStart, 'choices' | 'customer'>,
): Target {
  return {
    start: () => orders.start('struck', { choices, customer: 1, ...start }),
    activityOf: async () => orders.named('struck', 1).workflowId,
  };
}

/** A second deposit to the address of an order that has one; a workflow of its own looks after it. */
export function laterDepositTarget({ orders, lane, temporal }: Scene, earlier: RowOrder): Target {
  return {
    start: async () => {
      const { depositAddress } = await lane.offramps.status(earlier.reference);
      if (depositAddress === undefined) throw new Error(`${earlier.reference} shows no deposit address.`);
      const { address } = depositAddress;
      const deposit = await lane.provider.play.receiveDeposit({ address, amount: laterAmount });
      return orders.expectLaterDeposit(earlier, deposit.id);
    },
    activityOf: () =>
      until('the workflow that looks after the deposit', () => unmatchedDeposit(temporal, lane.taskQueue), {
        deadlineMs: visibleDeadlineMs,
      }),
  };
}

async function unmatchedDeposit(
  { workflowService, namespace }: Scene['temporal'],
  taskQueue: string,
): Promise<string | undefined> {
  const query = `WorkflowType = "unmatchedWebhook" AND TaskQueue = "${taskQueue}"`;
  const { executions } = await workflowService.listWorkflowExecutions({ namespace, query });
  const ids = executions.map(({ execution }) => execution?.workflowId ?? '');
  return ids.find((id) => id.startsWith('unmatched-depositReceived-'));
}
