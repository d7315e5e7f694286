import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { RoutedEvent } from '../signals/provider-events';
import { offrampStages } from '../signals/stages';
import { findOrders, type FoundOrder } from './order-search';

/** What became of an event: taken in by orders (by none where all of them knew), long known to orders that have ended, or nobody's. */
export type Delivery =
  | { readonly to: 'orders'; readonly workflowIds: readonly string[] }
  | { readonly to: 'ended-orders'; readonly workflowIds: readonly string[] }
  | { readonly to: 'nobody' };

/** A signal with every key that its orders may be found under, wallet keys included. */
export interface DeliveredEvent {
  readonly signal: { readonly name: string; readonly payload: object };
  readonly objectKey?: string;
  readonly keys: readonly string[];
  /** The order that has declined it and need not be told. */
  readonly declinedBy?: string;
}

/** Tells one order something; false if it has ended or never was. */
export type SignalOrder = (workflowId: string, name: string, payload: unknown) => Promise<boolean>;

export interface DeliveryOptions {
  readonly signal?: SignalOrder;
  /** Finds the orders that know any of these keys, as {@link findOrders} does. */
  readonly find?: (keys: readonly string[]) => Promise<FoundOrder[]>;
  /** False for an order that knows already and is not signalled. */
  readonly concerns?: (order: FoundOrder) => boolean;
}

/** Every search key that a wallet address may be found under. */
export type WalletKeysOf = (address: string, network: string | undefined) => string[];

/** An event with every key that its orders may be found under, its wallet's among them. */
export function withWalletKeys({ wallet, ...event }: RoutedEvent, walletKeys: WalletKeysOf): DeliveredEvent {
  const byWallet = wallet === undefined ? [] : walletKeys(wallet.address, wallet.network);
  return { ...event, keys: [...event.keys, ...byWallet] };
}

/**
 * Finds the orders that should hear an event and signals each. Temporal has accepted the signal once this returns; a
 * failure to reach Temporal is thrown, after every order that could be reached has been signalled.
 */
export async function deliver(
  client: Client,
  event: DeliveredEvent,
  {
    signal = (...told) => signalOrder(client, ...told),
    find = (keys) => findOrders(client, keys),
    concerns = () => true,
  }: DeliveryOptions = {},
): Promise<Delivery> {
  const found = await find(event.keys);
  const taken: string[] = [];
  let isKnown = false;
  const failures: unknown[] = [];
  for (const order of recipients(found, event)) {
    const { workflowId } = order;
    if (!concerns(order)) {
      isKnown = true;
      continue;
    }
    try {
      if (await signal(workflowId, event.signal.name, event.signal.payload)) taken.push(workflowId);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  if (taken.length > 0 || isKnown) return { to: 'orders', workflowIds: taken };
  // An object that an ended order has long accounted for is no news.
  const knowing = found.filter((order) => order.workflowId !== event.declinedBy && knows(order, event.objectKey));
  return knowing.length > 0
    ? { to: 'ended-orders', workflowIds: knowing.map(({ workflowId }) => workflowId) }
    : { to: 'nobody' };
}

/** A deposit is for whoever owns it; one that nobody owns, for those that still wait for theirs. */
function recipients(found: readonly FoundOrder[], { objectKey, declinedBy }: DeliveredEvent): FoundOrder[] {
  const running = found.filter((order) => order.running && order.workflowId !== declinedBy);
  if (!isDeposit(objectKey)) return running;
  const owners = found.filter((order) => knows(order, objectKey));
  return owners.length > 0 ? owners.filter((order) => order.running) : running.filter(awaitsDeposit);
}

export function isDeposit(objectKey: string | undefined): boolean {
  return objectKey?.startsWith('deposit:') === true;
}

/** Whether an order has not come beyond its wait for a deposit, as far as its search attributes tell. */
export function awaitsDeposit({ stage }: FoundOrder): boolean {
  const beyond = offrampStages.indexOf('awaiting-deposit') + 1;
  return stage === undefined || offrampStages.slice(0, beyond).some((known) => known === stage);
}

function knows({ keys }: FoundOrder, objectKey: string | undefined): boolean {
  return objectKey !== undefined && keys.includes(objectKey);
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
