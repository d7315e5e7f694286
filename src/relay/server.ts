import type { ServerResponse } from 'node:http';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyReply } from 'fastify';
import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { WebhookSecrets } from '../coinut/webhooks';
import type { WalletKeys } from './wallet-search';
import { receiveBankReport } from './bank-reports';
import { receiveWebhook } from './coinut-webhooks';

export interface RelaySettings {
  readonly client: Client;
  /** Where the workflows run that look after what no order is known by. */
  readonly taskQueue: string;
  readonly callbackUrl: URL;
  readonly secrets: WebhookSecrets;
  readonly signatures: 'required' | 'optional';
  readonly toleranceMs: number;
  readonly bankReportSecret: string | undefined;
  readonly walletKeys: WalletKeys;
  readonly logger: Logger;
  /** How long Temporal may take over one message. */
  readonly deliveryTimeoutMs?: number;
}

/** What a request came to: a status, and a sentence for whoever sent it. */
export interface RelayAnswer {
  readonly status: 200 | 202 | 400 | 401 | 404 | 503;
  readonly message: string;
}

const bodyLimitBytes = 64 * 1024;
const requestTimeoutMs = 20_000;
/** Temporal's client goes on trying for longer than the provider waits for an answer (30 s, provider.md section 6.1). */
const defaultDeliveryTimeoutMs = 10_000;
/** How soon a sender should try again what could not be delivered. */
const retryAfterSeconds = 5;

/**
 * The HTTP service that turns webhooks and bank reports into signals. It answers 2xx only after Temporal has accepted
 * (DESIGN section 3, rule 5), and never logs a body.
 */
export function createRelay(settings: RelaySettings): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = settings.logger;
  const relay = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyLimitBytes,
    requestTimeout: requestTimeoutMs,
    return503OnClosing: true,
  });
  drainOnClose(relay);
  // Signatures cover raw bytes, so nothing may be parsed before they are checked.
  relay.removeAllContentTypeParsers();
  relay.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  relay.post('/webhooks/coinut', async (request, reply) =>
    answer(reply, await guarded(settings, () => receiveWebhook(settings, bytesOf(request.body), request.headers))),
  );
  relay.post('/bank-reports', async (request, reply) =>
    answer(reply, await guarded(settings, () => receiveBankReport(settings, bytesOf(request.body), request.headers))),
  );
  relay.get('/health', () => ({ status: 'ok' }));
  relay.get('/ready', async (_request, reply) => answer(reply, await readiness(settings)));
  return relay;
}

function answer(reply: FastifyReply, { status, message }: RelayAnswer): FastifyReply {
  if (status === 503) reply.header('retry-after', String(retryAfterSeconds));
  return reply.code(status).send({ status: status < 300 ? 'ok' : 'error', message });
}

/** Whatever goes wrong on the way to Temporal, the sender must keep its event and try again. */
async function guarded(settings: RelaySettings, receive: () => Promise<RelayAnswer>): Promise<RelayAnswer> {
  const { client, deliveryTimeoutMs = defaultDeliveryTimeoutMs } = settings;
  try {
    return await client.withDeadline(Date.now() + deliveryTimeoutMs, receive);
  } catch (error) {
    settings.logger.error(
      { reason: error instanceof Error ? error.name : 'unknown' },
      'Temporal did not accept a message',
    );
    return { status: 503, message: 'The event could not be stored. Please send it again.' };
  }
}

async function readiness({
  client,
  deliveryTimeoutMs = defaultDeliveryTimeoutMs,
}: RelaySettings): Promise<RelayAnswer> {
  const deadline = Date.now() + Math.min(3_000, deliveryTimeoutMs);
  try {
    await client.withDeadline(deadline, () => client.workflowService.getSystemInfo({}));
    return { status: 200, message: 'Temporal answers.' };
  } catch {
    return { status: 503, message: 'Temporal does not answer.' };
  }
}

function bytesOf(body: unknown): Uint8Array {
  return body instanceof Uint8Array ? body : new Uint8Array();
}

/**
 * Accepted requests are answered before the server goes; connections without one must not hold it up. Node counts a
 * connection that has never asked for anything as busy, and load balancers keep such connections ready.
 */
function drainOnClose(relay: FastifyInstance): void {
  const { server } = relay;
  const underWay = new Set<ServerResponse>();
  server.on('request', (_request, response: ServerResponse) => {
    underWay.add(response);
    response.once('close', () => underWay.delete(response));
  });
  let closing = false;
  relay.addHook('preClose', (done) => {
    closing = true;
    const dropAllAt = performance.now() + requestTimeoutMs;
    const drain = setInterval(() => {
      if (underWay.size === 0 || performance.now() > dropAllAt) server.closeAllConnections();
    }, 50);
    server.once('close', () => clearInterval(drain));
    drain.unref();
    done();
  });
  relay.addHook('onSend', (_request, reply, payload, done) => {
    if (closing) reply.header('connection', 'close');
    done(null, payload);
  });
}
