import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer } from 'node:net';

/** A port of the loopback address that nothing listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Fails, saying what to do, where something listens on the port. */
export async function assertFree(port: number): Promise<void> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new Error(`Port ${port} cannot be used for Temporal. Stop what listens there or choose another port.`, {
      cause: error,
    });
  }
  server.close();
  await once(server, 'close');
}

/** Fails where nothing listens yet. */
export async function assertAccepts(address: string): Promise<void> {
  const { hostname, port } = new URL(`http://${address}`);
  const socket = createConnection({ host: hostname, port: Number(port) });
  try {
    await once(socket, 'connect');
  } finally {
    socket.destroy();
  }
}
