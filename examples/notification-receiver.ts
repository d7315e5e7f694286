import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import type { BackendNotification } from '../src/signals/notification';

/** What a backend keeps of its orders; in truth, a table with the reference as its key. */
export interface OrderStore {
  /** False if a notification of this id, or a newer one of the same order, was kept before. */
  keep(notification: BackendNotification): Promise<boolean>;
  /** Shows or mails it to the customer. */
  tellCustomer(reference: string, sentence: string): Promise<void>;
}

/**
 * Takes in what the worker tells: checks the signature over the raw body, keeps the newest of each order, and answers 2xx
 * only once it is kept. Anything else makes the worker send it again, for three days; so the same may come twice, and an
 * older one after a newer one.
 */
export async function receiveNotification(
  store: OrderStore,
  secret: string,
  request: { readonly headers: IncomingHttpHeaders; readonly body: Buffer },
): Promise<204 | 401> {
  const notification = verified(secret, request);
  if (notification === undefined) return 401;
  const { reference, customerText } = notification.data;
  const isNews = await store.keep(notification);
  if (isNews && customerText !== undefined) await store.tellCustomer(reference, customerText);
  return 204;
}

function verified(
  secret: string,
  { headers, body }: { readonly headers: IncomingHttpHeaders; readonly body: Buffer },
): BackendNotification | undefined {
  const text = (name: string): string => String(headers[name] ?? '');
  const id = text('webhook-id');
  try {
    const signed = {
      'webhook-id': id,
      'webhook-timestamp': text('webhook-timestamp'),
      'webhook-signature': text('webhook-signature'),
    };
    const content = new Webhook(secret).verify(body, signed) as Omit<BackendNotification, 'id'>;
    return { id, ...content };
  } catch {
    return undefined;
  }
}

/** The receiver as an HTTP server, for `NOTIFY_URL`. */
export function notificationServer(store: OrderStore, secret: string): Server {
  return createServer((request, response) => {
    void (async () => {
      try {
        const body = await buffer(request);
        response.statusCode = await receiveNotification(store, secret, { headers: request.headers, body });
      } catch {
        response.statusCode = 500;
      }
      response.end();
    })();
  });
}
