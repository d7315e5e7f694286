import type { Client } from '@temporalio/client';
import { GatheredOrders } from '../../src/client/gathered-orders';

describe('the orders of many events', () => {
  it('are found with few queries, those that run before those that have ended', async () => {
    const queries: string[] = [];
    const listWorkflowExecutions = async ({ query }: { query: string }) => {
      queries.push(query);
      return { executions: [], nextPageToken: new Uint8Array() };
    };
    const client = { options: { namespace: 'default' }, workflowService: { listWorkflowExecutions } };
    const orders = new GatheredOrders(client as unknown as Client, 50);
    const events = Array.from({ length: 300 }, (_, index) => [`trade:${index}`]);
    const found = await Promise.all(events.map((keys) => orders.find(keys)));
    expect(found.flat()).toEqual([]);
    // A hundred keys in each, once among the running and once among the ended.
    expect(queries.length).toBeLessThanOrEqual(8);
  });
});
