import fastify from 'fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { success } from './answers';
import type { Authenticate } from './authentication';
import { closeGracefully } from './closing';
import { Misbehaviour } from './faults';
import type { MisbehaviourSettings } from './faults';
import { rawBody } from './inputs';
import { Refusal } from './refusal';
import { accountRoutes } from './routes/account';
import { bankAccountRoutes } from './routes/bank-accounts';
import { controlRoutes } from './routes/control';
import type { Control } from './routes/control';
import { customerRoutes } from './routes/customers';
import { depositRoutes } from './routes/deposits';
import { flowRoutes } from './routes/flows';
import { paymentRoutes } from './routes/payments';
import type { Provider } from './routes/provider';
import { splitTarget } from './signatures';

export interface ServerParts extends Provider, Control, MisbehaviourSettings {
  authenticate: Authenticate;
}

const mostBodyBytes = 10 * 1024 * 1024;
const requestTimeoutMs = 30_000;

/** The HTTP face of the simulator. Bodies stay bytes until their signature has been checked. */
export function buildServer(parts: ServerParts): FastifyInstance {
  const server = fastify({ bodyLimit: mostBodyBytes, requestTimeout: requestTimeoutMs });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  answerRefusals(server);
  // Nothing is answered that a kill could still undo.
  server.addHook('onSend', () => parts.records.durable());
  const misbehaviour = new Misbehaviour(parts);
  server.addHook('onSend', (request, reply, answer) => misbehaviour.end(request, reply, answer));
  server.addHook('preClose', async () => misbehaviour.stop());
  closeGracefully(server);

  controlRoutes(server, parts);
  // Observed: this one answers 200 even when the signature is wrong.
  server.get('/health', (request) => {
    const cause = refusalCause(request, parts.authenticate);
    return cause === undefined ? success({ status: 'ok' }) : new Refusal('UNAUTHORISED', cause).body();
  });
  void server.register((api, _options, done) => {
    api.addHook('preHandler', async (request) => {
      const cause = refusalCause(request, parts.authenticate);
      if (cause !== undefined) throw new Refusal('UNAUTHORISED', cause);
    });
    api.addHook('preHandler', (request, reply) => misbehaviour.begin(request, reply));
    const routes = [customerRoutes, bankAccountRoutes, flowRoutes, depositRoutes, paymentRoutes, accountRoutes];
    for (const add of routes) add(api, parts);
    done();
  });
  return server;
}

function refusalCause(request: FastifyRequest, authenticate: Authenticate): string | undefined {
  const { method, url: target, headers } = request;
  return authenticate({ method, target, headers, body: rawBody(request) });
}

function answerRefusals(server: FastifyInstance): void {
  server.setErrorHandler((error, _request, reply) => {
    // Documented: faults of the provider's own come as 422 FAILED, too.
    const message = error instanceof Error ? error.message : String(error);
    const refusal = error instanceof Refusal ? error : new Refusal('FAILED', message);
    return reply.code(refusal.httpStatus).send(refusal.body());
  });
  server.setNotFoundHandler((request, reply) => {
    const refusal = new Refusal('FAILED', `there is no ${request.method} ${splitTarget(request.url).path}`);
    return reply.code(404).send(refusal.body());
  });
}
