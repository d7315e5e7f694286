import type { Client } from '@temporalio/client';
import { GatheredOrders } from '../client/gathered-orders';
import type { FoundOrder } from '../client/order-search';
import type { ProviderIdKind } from '../signals/provider-ids';
import { LatestEntries } from './latest-entries';

/** What only ever one running order knows: a deposit is listed by its order once that has claimed it. */
const ownedKinds: readonly string[] = ['deposit', 'trade', 'payment'] satisfies ProviderIdKind[];

const mostOwners = 50_000;

/**
 * Finds the orders of events, with few queries to Temporal's index. An owner once found needs none: it is told of every
 * later event of its deposit, trade or payment at once, until it turns out to have ended and must be forgotten.
 */
export class OrderDirectory {
  readonly #owners = new LatestEntries<string>(mostOwners);
  readonly #orders: GatheredOrders;

  constructor(client: Client, queriesPerSecond: number, countQuery?: () => void) {
    this.#orders = new GatheredOrders(client, queriesPerSecond, countQuery);
  }

  /** The running order that owns one of these, as far as it was found before. */
  ownerOf(keys: readonly string[]): string | undefined {
    for (const key of keys.filter(isOwned)) {
      const owner = this.#owners.get(key);
      if (owner !== undefined) return owner;
    }
    return undefined;
  }

  /** To be called once an order has turned out to have ended: what it knew may be another one's now. */
  forget(keys: readonly string[]): void {
    keys.forEach((key) => this.#owners.delete(key));
  }

  /** The orders that know any of these keys: those that run or, where none does, those that have ended. */
  async find(keys: readonly string[]): Promise<FoundOrder[]> {
    const running = await this.#orders.running(keys);
    for (const key of keys.filter(isOwned)) this.#learn(key, running);
    return running.length > 0 ? running : this.#orders.ended(keys);
  }

  #learn(key: string, running: readonly FoundOrder[]): void {
    const [owner, ...others] = running.filter((order) => order.keys.includes(key));
    if (owner !== undefined && others.length === 0) this.#owners.set(key, owner.workflowId);
  }
}

function isOwned(key: string): boolean {
  return ownedKinds.includes(key.split(':', 1)[0] ?? '');
}
