import type { Client } from '@temporalio/client';
import type { TemporalAccess } from '../checker/orders';
import type { Lane } from '../parts/lane';
import type { RowOrders } from './row-orders';

/** Everything that a row is played with. */
export interface Scene {
  readonly lane: Lane;
  readonly orders: RowOrders;
  readonly client: Client;
  readonly temporal: TemporalAccess;
}

/** What was done. */
export interface Struck {
  /** To the worker, in words. */
  readonly fault: string;
  /** The orders that it was done to. */
  readonly orderIds: readonly string[];
  /** The workflows whose activity was struck; mostly the orders themselves. */
  readonly activityOf: readonly string[];
}
