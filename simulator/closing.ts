import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** Lets a server that is told to close finish its requests, and wait for nothing else. */
export function closeGracefully(server: FastifyInstance): void {
  let closing = false;
  // Clients open connections that they may never use; Node takes such a one for busy, and waits for the client.
  const unused = new Set<Socket>();
  server.server.on('connection', (socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.addHook('onRequest', async ({ raw }) => {
    unused.delete(raw.socket);
  });
  server.addHook('preClose', async () => {
    closing = true;
    for (const socket of unused) socket.destroy();
  });
  // A connection that is busy when the server closes would otherwise stay open for fastify's 72 idle seconds.
  server.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close');
  });
}
