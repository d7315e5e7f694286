import type { ServerResponse } from 'node:http';
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { receiveBankReport } from './bank-reports';
import { receiveWebhook } from './coinut-webhooks';
import { Registry } from 'prom-client';
import { httpLimits, refuse, refuseOtherMethods, takeRawBodies } from './http-limits';
import { CallsInTime } from './in-time';
import { OrderDirectory } from './order-directory';
import { OrderFlooded, OrderSignals } from './order-signals';
import { Readiness } from './readiness';
import type { Relay, RelayAnswer, RelayRequest, RelaySettings } from './relay';
import { createRelayMetrics } from './relay-metrics';
import { SourceLimit } from './source-limit';

/** Temporal's client goes on trying for longer than the 30 s that the provider waits (docs/provider.md, *Webhooks*). */
const defaultDeliveryTimeoutMs = 10_000;
/** Stock servers take 10 searches a second from all clients of a namespace (`frontend.namespaceRPS.visibility`). */
const defaultQueriesPerSecond = 9;
/** How soon a sender should try again what could not be delivered. */
const retryAfterSeconds = 5;

/**
 * The HTTP service that turns webhooks and bank reports into signals. It answers 2xx only after Temporal has accepted
 * (DESIGN section 3, rule 5), and never logs a body.
 */
export function createRelay(settings: RelaySettings): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = settings.logger;
  const limits = { ...httpLimits, ...settings.http };
  const server = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.idleTimeoutMs,
    http: {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersTimeoutMs,
      connectionsCheckingInterval: limits.checkEveryMs,
    },
    return503OnClosing: true,
  });
  server.server.maxConnections = limits.connections;
  drainOnClose(server, limits.requestTimeoutMs);
  takeRawBodies(server);

  const metrics = createRelayMetrics(settings.registry ?? new Registry());
  const { client, queriesPerSecond = defaultQueriesPerSecond } = settings;
  const relay: Relay = {
    settings,
    directory: new OrderDirectory(client, queriesPerSecond, () => metrics.visibilityQueried()),
    orders: new OrderSignals(client, settings.signals),
    sources: new SourceLimit(settings.sources),
    metrics,
  };
  const calls = new CallsInTime();
  server.addHook('onClose', () => calls.ended());
  const readiness = new Readiness(settings, calls);
  server.post('/webhooks/coinut', async (request, reply) =>
    answer(reply, await guarded(settings, calls, () => receiveWebhook(relay, requestOf(request)))),
  );
  server.post('/bank-reports', async (request, reply) =>
    answer(reply, await guarded(settings, calls, () => receiveBankReport(relay, requestOf(request)))),
  );
  server.get('/health', () => ({ status: 'ok' }));
  server.get('/ready', async (_request, reply) => answer(reply, await readiness.answer()));
  server.get('/metrics', async (_request, reply) => {
    reply.type(metrics.registry.contentType);
    return metrics.registry.metrics();
  });
  server.addHook('onResponse', (request, reply, done) => {
    metrics.answered(request.routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime);
    done();
  });
  refuseOtherMethods(server);
  server.setNotFoundHandler((_request, reply) => refuse(reply, 404, 'There is nothing here.'));
  server.setErrorHandler(({ statusCode = 500, name }: FastifyError, _request, reply) => {
    if (statusCode < 500) return refuse(reply, statusCode, refusals[statusCode] ?? 'The request cannot be read.');
    settings.logger.error({ reason: name }, 'a request failed');
    return answer(reply, { status: 503, message: 'The request could not be dealt with. Please send it again.' });
  });
  return server;
}

const refusals: Readonly<Record<number, string>> = { 413: 'The body is larger than 64 KB.' };

function requestOf({ body, headers, ip }: FastifyRequest): RelayRequest {
  return { body: body instanceof Uint8Array ? body : new Uint8Array(), headers, source: ip };
}

function answer(reply: FastifyReply, { status, message }: RelayAnswer): FastifyReply {
  if (status === 503) reply.header('retry-after', String(retryAfterSeconds));
  return reply.code(status).send({ status: status < 300 ? 'ok' : 'error', message });
}

/** Whatever goes wrong on the way to Temporal, the sender must keep its event and try again. */
async function guarded(
  settings: RelaySettings,
  calls: CallsInTime,
  receive: () => Promise<RelayAnswer>,
): Promise<RelayAnswer> {
  const { client, deliveryTimeoutMs = defaultDeliveryTimeoutMs } = settings;
  try {
    return await calls.wait(deliveryTimeoutMs, client.withDeadline(Date.now() + deliveryTimeoutMs, receive));
  } catch (error) {
    settings.logger.error({ reason: reasonOf(error) }, 'a message did not become a signal');
    return { status: 503, message: 'The event could not be stored. Please send it again.' };
  }
}

/** Only our own words are logged: those of others may hold what is personal. */
function reasonOf(error: unknown): string {
  if (error instanceof OrderFlooded) return error.message;
  return error instanceof Error ? error.name : 'unknown';
}

/**
 * Accepted requests are answered before the server goes; connections without one must not hold it up. Node counts a
 * connection that has never asked for anything as busy, and load balancers keep such connections ready.
 */
function drainOnClose(relay: FastifyInstance, requestTimeoutMs: number): void {
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
