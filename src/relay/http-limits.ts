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

/** Takes bodies as bytes, since signatures cover these, whatever they are called; answers 415 to compressed ones. */
export function takeRawBodies(relay: FastifyInstance): void {
  relay.removeAllContentTypeParsers();
  relay.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  relay.addHook('onRequest', (request, reply, done) => {
    const encoding = request.headers['content-encoding'] ?? 'identity';
    if (request.method !== 'POST' || encoding.toLowerCase() === 'identity') return done();
    void refuse(reply, 415, 'Send the body uncompressed.');
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
