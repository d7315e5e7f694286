import type { Client } from '@temporalio/client';
import { coinutIdsKey, offrampCurrencyKey, offrampStageKey } from '../signals/search-attributes';
import { orderQuery, type OrderConditions } from './order-queries';
import { listExecutions } from './visible-executions';

/** An order as Temporal's index shows it, a second or two behind. */
export interface FoundOrder {
  readonly workflowId: string;
  readonly runId: string;
  readonly running: boolean;
  readonly keys: readonly string[];
  readonly stage: string | undefined;
  readonly currency: string | undefined;
  readonly startedAt: Date;
}

/** Only these characters can stand in a key, so that no id can break out of the query. */
const queryable = /^[A-Za-z0-9:._-]+$/;

/** The orders that know any of these keys: those that run or, where none does, those that have ended. */
export async function findOrders(client: Client, keys: readonly string[]): Promise<FoundOrder[]> {
  const running = await runningOrders(client, keys);
  return running.length > 0 ? running : endedOrders(client, keys);
}

export async function runningOrders(client: Client, keys: readonly string[]): Promise<FoundOrder[]> {
  return listed(client, keys, { running: true });
}

export async function endedOrders(client: Client, keys: readonly string[]): Promise<FoundOrder[]> {
  return listed(client, keys, { running: false });
}

/** Every run of every order that knows any of these keys, newest first. */
export async function allOrders(client: Client, keys: readonly string[]): Promise<FoundOrder[]> {
  const found = await listed(client, keys, {});
  return found.sort((one, other) => Number(other.startedAt) - Number(one.startedAt));
}

/** At most so many are found at once. A customer may have had very many; the newest tell all that is asked of ended ones. */
export const mostListed = 200;

async function listed(
  client: Client,
  keys: readonly string[],
  condition: Pick<OrderConditions, 'running'>,
): Promise<FoundOrder[]> {
  const wanted = new Set(keys.filter((key) => queryable.test(key)));
  if (wanted.size === 0) return [];
  const query = orderQuery({ keys: [...wanted], ...condition });
  const found: FoundOrder[] = [];
  for await (const { searchAttributes, ...execution } of listExecutions(client, query)) {
    const known = searchAttributes.get(coinutIdsKey) ?? [];
    // The index may compare without case; addresses and ids differ by it.
    if (!known.some((key) => wanted.has(key))) continue;
    const [stage, currency] = [searchAttributes.get(offrampStageKey), searchAttributes.get(offrampCurrencyKey)];
    found.push({ ...execution, keys: known, stage, currency });
    if (found.length >= mostListed) break;
  }
  return found;
}
