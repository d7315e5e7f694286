import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { success } from '../answers';
import { allBalances } from '../balances';
import { eventNames } from '../events';
import { readJson } from '../inputs';
import type { Provider } from './provider';

const callbackSchema = z.object({ callbackUrl: z.url({ protocol: /^https?$/ }) });
const subscriptionSchema = z.object({ events: z.array(z.enum(eventNames)) });

/** The partner's account: what payments are made of, and where its webhooks go. */
export function accountRoutes(server: FastifyInstance, { records }: Provider): void {
  server.get('/balance', () => success(allBalances(records)));

  server.get('/callback-url', () => success({ callbackUrl: records.account().callbackUrl ?? null }));

  server.post('/callback-url', (request) => {
    records.changeAccount(readJson(request, callbackSchema));
    return success({ message: 'callback URL saved' });
  });

  server.get('/subscribed-events', () => success({ events: records.account().subscribedEvents }));

  // The new list takes the place of the old (assumed).
  server.post('/subscribed-events', (request) => {
    records.changeAccount({ subscribedEvents: readJson(request, subscriptionSchema).events });
    return success({ message: 'subscribed events saved' });
  });
}
