import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { coinutIdsKey } from '../signals/search-attributes';
import { listExecutions } from './visible-executions';
import type { RoutedEvent } from '../signals/provider-events';

/** What became of an event: taken in by orders, long known to orders that have ended, or nobody's. */
export type Delivery =
  | { readonly to: 'orders'; readonly workflowIds: readonly string[] }
  | { readonly to: 'ended-orders'; readonly workflowIds: readonly string[] }
  | { readonly to: 'nobody' };

/** An event with every key it may be found under, wallet keys included. */
export type DeliveredEvent = Omit<RoutedEvent, 'wallet'>;

interface FoundOrder {
  readonly workflowId: string;
  readonly running: boolean;
  readonly keys: readonly string[];
}

/** Only these characters can stand in a key, so that no id can break out of the query. */
const queryable = /^[A-Za-z0-9:._-]+$/;

/**
 * Finds the orders that know one of an event's objects and signals each. Temporal has accepted the signal once this
 * returns; a failure to reach Temporal is thrown.
 */
export async function deliver(client: Client, event: DeliveredEvent): Promise<Delivery> {
  const found = await findOrders(client, event.keys);
  const taken: string[] = [];
  for (const { workflowId, running } of found) {
    if (!running) continue;
    if (await signalOrder(client, workflowId, event.signal.name, event.signal.payload)) taken.push(workflowId);
  }
  if (taken.length > 0) return { to: 'orders', workflowIds: taken };
  // An object that an ended order has long accounted for is no news.
  const { objectKey } = event;
  const knowing = found.filter(({ keys }) => objectKey !== undefined && keys.includes(objectKey));
  return knowing.length > 0
    ? { to: 'ended-orders', workflowIds: knowing.map(({ workflowId }) => workflowId) }
    : { to: 'nobody' };
}

/** Signals one order; false if it has ended or never was. */
export async function signalOrder(
  client: Client,
  workflowId: string,
  name: string,
  payload: unknown,
): Promise<boolean> {
  try {
    await client.workflow.getHandle(workflowId).signal(name, payload);
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

/** The orders, running or ended, that know any of these keys. */
export async function findOrders(client: Client, keys: readonly string[]): Promise<FoundOrder[]> {
  const wanted = new Set(keys.filter((key) => queryable.test(key)));
  if (wanted.size === 0) return [];
  const list = [...wanted].map((key) => `"${key}"`).join(', ');
  const found: FoundOrder[] = [];
  for await (const { workflowId, running, searchAttributes } of listExecutions(client, `CoinutIds IN (${list})`)) {
    const known = searchAttributes.get(coinutIdsKey) ?? [];
    // The index may compare without case; addresses and ids differ by it.
    if (!known.some((key) => wanted.has(key))) continue;
    found.push({ workflowId, running, keys: known });
  }
  return found;
}
