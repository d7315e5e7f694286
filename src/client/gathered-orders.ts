import type { Client } from '@temporalio/client';
import { GatheredSearch, QueryPace } from './gathered-search';
import { endedOrders, mostListed, runningOrders, type FoundOrder } from './order-search';

/** Finds the orders of many events with few queries to Temporal's index, as {@link findOrders} does one by one. */
export class GatheredOrders {
  readonly #running: GatheredSearch;
  readonly #ended: GatheredSearch;

  constructor(client: Client, queriesPerSecond: number, countQuery: () => void = () => undefined) {
    const pace = new QueryPace(queriesPerSecond);
    const gathered = (search: typeof runningOrders) => {
      const counted = (keys: readonly string[]) => {
        countQuery();
        return search(client, keys);
      };
      return new GatheredSearch(counted, pace, mostListed);
    };
    this.#running = gathered(runningOrders);
    this.#ended = gathered(endedOrders);
  }

  running(keys: readonly string[]): Promise<FoundOrder[]> {
    return this.#running.find(keys);
  }

  ended(keys: readonly string[]): Promise<FoundOrder[]> {
    return this.#ended.find(keys);
  }

  /** The orders that know any of these keys: those that run or, where none does, those that have ended. */
  async find(keys: readonly string[]): Promise<FoundOrder[]> {
    const running = await this.running(keys);
    return running.length > 0 ? running : this.ended(keys);
  }
}
