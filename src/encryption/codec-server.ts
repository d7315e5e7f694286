import type { Payload, PayloadCodec } from '@temporalio/common';
import { fastify, type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import {
  admitOrigin,
  checkAccessSettings,
  checkNamespace,
  checkToken,
  type CodecServerAccess,
  type TokenPath,
} from './codec-server-access';
import { PayloadKeyMissing, PayloadNotAuthentic } from './payload-errors';
import { payloadsFromJson, payloadsToJson } from './payload-json';

/** The one method of a logger used here; pino's fits. */
export interface CodecServerLogger {
  info(fields: { action: string; status: number; payloads?: number; error?: string }, message: string): void;
}

export interface CodecServerSettings extends CodecServerAccess {
  /** In the order of the data converter: encoded first to last, decoded last to first. */
  readonly codecs: readonly PayloadCodec[];
  readonly logger?: CodecServerLogger;
}

type Action = 'encode' | 'decode';

const BODY_LIMIT = 4 * 1024 * 1024;

/**
 * The server by which Temporal UI and the Temporal CLI read and write encrypted payloads: `POST /decode` and
 * `POST /encode`, each also as `/<token>/decode`. The token is always required, CORS holds for the listed origins only,
 * and one line is logged per request, with action, status and count, never an address, a token or content.
 *
 * Throws at once if the token is weak or an origin is not an origin. The caller listens and closes.
 */
export function createCodecServer(settings: CodecServerSettings): FastifyInstance {
  checkAccessSettings(settings);
  const server = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: 30_000,
    // Otherwise a client that stopped in the middle of a request would hold up the end of the process.
    forceCloseConnections: true,
    // The default of 100 would answer a long token in the path with 404.
    routerOptions: { maxParamLength: 1024 },
    // fastify's own answers quote the address, and with it the token.
    frameworkErrors: (_error, _request, reply) => {
      reply.raw.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify(sentence(NOT_FOUND)));
    },
  });
  server.setNotFoundHandler((_request, reply) => reply.code(404).send(sentence(NOT_FOUND)));
  server.setErrorHandler(answerError);
  server.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    const refusal = admitOrigin(settings, request, reply);
    if (refusal !== undefined) return reply.code(refusal.status).send(sentence(refusal.message));
  });
  for (const action of ['encode', 'decode'] as const) {
    for (const path of [`/${action}`, `/:token/${action}`]) addAction(server, settings, { action, path });
  }
  return server;
}

function addAction(server: FastifyInstance, settings: CodecServerSettings, route: { action: Action; path: string }) {
  const { action, path } = route;
  const { codecs, logger } = settings;

  // Before the body is read: nobody without the token makes the server parse or hold anything.
  async function admit(request: FastifyRequest<TokenPath>, reply: FastifyReply) {
    const refusal = checkToken(settings, request) ?? checkNamespace(settings, request);
    if (refusal !== undefined) return reply.code(refusal.status).send(sentence(refusal.message));
  }

  server.options(path, (_request, reply) =>
    reply
      .code(204)
      .headers({
        'access-control-allow-methods': 'POST, OPTIONS',
        'access-control-allow-headers': 'content-type, x-namespace, authorization',
        'access-control-max-age': '600',
      })
      .send(),
  );
  const noted = new WeakMap<FastifyRequest<TokenPath>, { payloads: number } | { error: string }>();
  server.post<TokenPath>(path, {
    onRequest: admit,
    handler: async (request, reply) => {
      const payloads = payloadsFromJson(request.body);
      if (payloads === undefined) return reply.code(400).send(sentence(BAD_BODY));
      noted.set(request, { payloads: payloads.length });
      return payloadsToJson(await run(action, codecs, payloads));
    },
    onError: async (request, _reply, error) => void noted.set(request, { error: error.code ?? error.name }),
    onResponse: async (request, reply) => {
      logger?.info({ action, status: reply.statusCode, ...noted.get(request) }, 'codec request');
    },
  });
}

const NOT_FOUND = 'There is nothing here: the codec server answers POST /decode and POST /encode.';
const BAD_BODY =
  'The body must be JSON of the form {"payloads": [{"metadata": {"name": "base64"}, "data": "base64"}]}.';

async function run(action: Action, codecs: readonly PayloadCodec[], payloads: Payload[]): Promise<Payload[]> {
  for (const codec of action === 'encode' ? codecs : codecs.toReversed()) payloads = await codec[action](payloads);
  return payloads;
}

function answerError(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof PayloadKeyMissing || error instanceof PayloadNotAuthentic) {
    return reply.code(422).send(sentence(error.message));
  }
  if (error.statusCode === 413) return reply.code(413).send(sentence('The request is larger than 4 MB.'));
  if (error.statusCode === 415) return reply.code(415).send(sentence('The content type must be application/json.'));
  // A parser's message may quote the body.
  if (error.statusCode === 400) return reply.code(400).send(sentence(BAD_BODY));
  return reply.code(500).send(sentence('The codec server failed on this request and changed nothing.'));
}

function sentence(message: string): { message: string } {
  return { message };
}
