import type { FastifyInstance, FastifyReply } from 'fastify';

/** What one client may ask of the relay, which stands in the open internet. */
export const httpLimits = {
  bodyBytes: 64 * 1024,
  headerBytes: 16 * 1024,
  /** A client that is slower is cut off (slow loris). */
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 20_000,
  /** How often it is looked whether one of these has passed. */
  checkEveryMs: 1_000,
  idleTimeoutMs: 30_000,
  connections: 1_000,
} as const;

export type HttpLimits = { readonly [K in keyof typeof httpLimits]: number };

/** Bodies that may be read as JSON; what is signed and called plain text, or nothing, may be JSON all the same. */
const readable = /^(?:application\/(?:[\w.-]+\+)?json|text\/plain|application\/octet-stream)\s*(?:;|$)/i;

/** Takes bodies as bytes, since signatures cover these; answers 415 to what cannot be JSON, or is compressed. */
export function takeRawBodies(relay: FastifyInstance): void {
  relay.removeAllContentTypeParsers();
  relay.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  relay.addHook('onRequest', (request, reply, done) => {
    const { 'content-type': type, 'content-encoding': encoding } = request.headers;
    if (request.method !== 'POST') return done();
    const isReadable = type === undefined || type === '' || readable.test(type);
    const isPlain = encoding === undefined || encoding.toLowerCase() === 'identity';
    if (isReadable && isPlain) return done();
    const message = isPlain ? 'Send the body as application/json.' : 'Send the body uncompressed.';
    void refuse(reply, 415, message);
  });
}

/** Answers 405 to every other method on the paths that there are. */
export function refuseOtherMethods(relay: FastifyInstance): void {
  const [received, read] = ['POST', 'GET, HEAD'];
  const paths = {
    ...{ '/webhooks/coinut': received, '/bank-reports': received },
    ...{ '/health': read, '/ready': read, '/metrics': read },
  };
  for (const [url, allow] of Object.entries(paths)) {
    const method = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter(
      (name) => !allow.split(', ').includes(name),
    );
    relay.route({
      ...{ method, url, exposeHeadRoute: false },
      handler: (_request, reply) => refuse(reply.header('allow', allow), 405, `Only ${allow} is known here.`),
    });
  }
}

export function refuse(reply: FastifyReply, status: number, message: string): FastifyReply {
  return reply.code(status).send({ status: 'error', message });
}
