import type { Payload, PayloadCodec } from '@temporalio/common';
import { fastify, type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import {
  admitOrigin,
  checkAccessSettings,
  checkNamespace,
  holderOf,
  unknownToken,
  type CodecServerAccess,
  type Refusal,
  type TokenPath,
} from './codec-server-access';
import { pageOf, type CodecServerLogger } from './codec-server-audit';
import { codecServerLimits, PerMinute, type CodecServerLimits } from './codec-server-limits';
import { PayloadKeyMissing, PayloadNotAuthentic } from './payload-errors';
import { payloadsFromJson, payloadsToJson } from './payload-json';

export interface CodecServerSettings extends CodecServerAccess {
  /** In the order of the data converter: encoded first to last, decoded last to first. */
  readonly codecs: readonly PayloadCodec[];
  /** Where the audit log goes. */
  readonly logger?: CodecServerLogger;
  readonly limits?: CodecServerLimits;
  /** Milliseconds of a clock that does not go back. */
  readonly now?: () => number;
}

type Action = 'encode' | 'decode';

const BODY_LIMIT = 4 * 1024 * 1024;

/**
 * The server by which Temporal UI and the Temporal CLI read and write encrypted payloads: `POST /decode` and
 * `POST /encode`, each also as `/<token>/decode`. A token is always required, CORS holds for the listed origins only, what
 * a token may ask for is limited, and each request is a line of the audit log: who, what, how many, from which page, never
 * a token or content.
 *
 * Throws at once if a token is weak or an origin is not an origin. The caller listens and closes.
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
    if (refusal !== undefined) return refuse(reply, refusal);
  });
  const meters = metersOf(settings);
  for (const action of ['encode', 'decode'] as const) {
    for (const path of [`/${action}`, `/:token/${action}`]) addAction(server, settings, meters, { action, path });
  }
  return server;
}

type Meters = ReturnType<typeof metersOf>;

function metersOf({ limits = codecServerLimits, now = () => performance.now() }: CodecServerSettings) {
  return {
    limits,
    requests: new PerMinute(limits.requestsPerMinute, now),
    payloads: new PerMinute(limits.payloadsPerMinute, now),
    refusals: new PerMinute(limits.refusalsPerMinute, now),
  };
}

function addAction(
  server: FastifyInstance,
  settings: CodecServerSettings,
  meters: Meters,
  { action, path }: { action: Action; path: string },
) {
  const { codecs, logger } = settings;
  const noted = new WeakMap<FastifyRequest<TokenPath>, { who?: string; payloads?: number; error?: string }>();
  const note = (request: FastifyRequest<TokenPath>, facts: { who?: string; payloads?: number; error?: string }) =>
    noted.set(request, { ...noted.get(request), ...facts });

  // Before the body is read: nobody without the token makes the server parse or hold anything.
  async function admit(request: FastifyRequest<TokenPath>, reply: FastifyReply) {
    const who = holderOf(settings, request);
    if (who !== undefined) note(request, { who });
    const refusal = overused(meters, who, request.ip) ?? checkNamespace(settings, request);
    if (refusal !== undefined) return refuse(reply, refusal);
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
  server.post<TokenPath>(path, {
    onRequest: admit,
    handler: async (request, reply) => {
      const payloads = payloadsFromJson(request.body);
      if (payloads === undefined) return reply.code(400).send(sentence(BAD_BODY));
      note(request, { payloads: payloads.length });
      const refusal = tooMany(meters, noted.get(request)?.who ?? '', payloads.length);
      if (refusal !== undefined) return refuse(reply, refusal);
      return payloadsToJson(await run(action, codecs, payloads));
    },
    onError: async (request, _reply, error) => void note(request, { error: error.code ?? error.name }),
    onResponse: async (request, reply) => {
      const page = pageOf(request);
      const from = { address: request.ip, ...(page !== undefined && { page }) };
      logger?.info({ action, status: reply.statusCode, ...noted.get(request), ...from }, 'codec request');
    },
  });
}

function overused({ requests, refusals }: Meters, who: string | undefined, address: string): Refusal | undefined {
  if (who === undefined) return refusals.admit(address) ? unknownToken : slowDown('Too many requests without a token.');
  return requests.admit(who) ? undefined : slowDown('Too many requests with this token.');
}

function tooMany({ payloads, limits }: Meters, who: string, count: number): Refusal | undefined {
  if (count > limits.payloadsPerRequest)
    return { status: 413, message: `More than ${limits.payloadsPerRequest} payloads in one request.` };
  return payloads.admit(who, count) ? undefined : slowDown('Too many payloads with this token.');
}

function slowDown(why: string): Refusal {
  return { status: 429, message: `${why} Wait a minute.` };
}

function refuse(reply: FastifyReply, { status, message }: Refusal): FastifyReply {
  if (status === 429) reply.header('retry-after', '60');
  return reply.code(status).send(sentence(message));
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
