import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { Connection } from '@temporalio/client';
import { temporalAddress } from '../../support/shared-resources';

/** A connection to Temporal that a test can cut or hold up. */
export interface TemporalLine {
  readonly connection: Connection;
  /** Where it leads to Temporal. */
  readonly address: string;
  /** From now on Temporal cannot be reached. */
  cut(): Promise<void>;
  /** From now on Temporal takes everything in and says nothing. */
  silence(): void;
  stop(): Promise<void>;
}

export async function temporalLine(): Promise<TemporalLine> {
  const [host = '', port = ''] = temporalAddress().split(':');
  const sockets = new Set<Socket>();
  let silent = false;
  const server = createServer((near) => {
    const far = connect(Number(port), host);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    near.pipe(far);
    far.on('data', (chunk: Buffer) => void (silent || near.write(chunk)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const listening = server.address();
  if (listening === null || typeof listening === 'string') throw new Error('The line listens on no port.');
  const address = `127.0.0.1:${listening.port}`;
  const connection = await Connection.connect({ address });

  async function cut(): Promise<void> {
    if (!server.listening) return;
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, 'close');
  }
  return {
    connection,
    address,
    cut,
    silence: () => (silent = true),
    stop: async () => {
      await connection.close();
      await cut();
    },
  };
}
