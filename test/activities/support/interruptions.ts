import { once } from 'node:events';
import { request as forward, createServer, type IncomingMessage } from 'node:http';

export interface Interruptions {
  readonly url: string;
  /** Loses the next answer to this path: the provider has acted, and nobody hears of it. */
  loseNextAnswerTo(path: string): void;
  stop(): Promise<void>;
}

/** A connection to the provider that loses answers after the provider has given them. */
export async function interrupted(providerUrl: string): Promise<Interruptions> {
  const { hostname, port } = new URL(providerUrl);
  const lost = new Set<string>();
  const server = createServer((incoming, outgoing) => {
    const { method, url: path = '/', headers } = incoming;
    // The provider checks the signature against the host that was called.
    const passed = forward({ hostname, port, method, path, headers }, (answer: IncomingMessage) => {
      if (lost.delete(path.split('?')[0] ?? '')) {
        answer.resume();
        incoming.socket.resetAndDestroy();
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(passed);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    loseNextAnswerTo: (path) => void lost.add(path),
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
