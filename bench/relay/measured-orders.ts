import type { Client } from '@temporalio/client';
import { initialAttributes } from '../../src/signals/initial-attributes';
import { providerKey } from '../../src/signals/provider-ids';

/** An order that takes signals in, and is found by these ids. */
export interface MeasuredOrder {
  readonly workflowId: string;
  readonly customerId: string;
  readonly tradeId: string;
}

const askEveryMs = 100;

/**
 * Starts orders on a task queue that nobody works on, so that nothing but the relay and Temporal is measured. Resolves once
 * all of them can be found.
 */
export async function startMeasuredOrders(client: Client, taskQueue: string, count: number): Promise<MeasuredOrder[]> {
  const orders = Array.from({ length: count }, (_, index) => {
    const name = `${taskQueue}-${index}`;
    return { workflowId: `offramp-${name}`, customerId: `customer-${name}`, tradeId: `trade-${name}` };
  });
  for (const { workflowId, customerId, tradeId } of orders) {
    await client.workflow.start('offramp', {
      ...{ workflowId, taskQueue, args: [{}] },
      typedSearchAttributes: initialAttributes({
        ...{ stage: 'awaiting-trade-settlement', currency: 'EUR' },
        keys: [providerKey('customer', customerId), providerKey('trade', tradeId)],
      }),
    });
  }
  const query = `TaskQueue = "${taskQueue}" AND CoinutIds IS NOT NULL`;
  while ((await client.workflow.count(query)).count < count)
    await new Promise((resolve) => setTimeout(resolve, askEveryMs));
  return orders;
}
