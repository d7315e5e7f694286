import { deliver, type DeliveredEvent, type Delivery, type SignalOrder } from '../client/deliver';
import type { Relay } from './relay';

/** Tells every order that an event concerns; the one that is known to own its object without a search. */
export async function deliverToOrders(
  { settings: { client }, directory, metrics }: Relay,
  event: DeliveredEvent,
  signal: SignalOrder,
): Promise<Delivery> {
  const owner = directory.ownerOf(event.keys);
  metrics.ownerKnown(owner !== undefined);
  if (owner !== undefined) {
    if (await signal(owner, event.signal.name, event.signal.payload)) return { to: 'orders', workflowIds: [owner] };
    directory.forget(event.keys);
  }
  return deliver(client, event, { signal, find: (keys) => directory.find(keys) });
}
