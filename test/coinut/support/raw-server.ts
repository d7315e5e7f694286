import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** One request, byte for byte as it came over the wire. */
export interface RawRequest {
  readonly method: string;
  /** Path and query as they stood in the request line. */
  readonly target: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface RawServer {
  readonly url: string;
  readonly port: number;
  readonly requests: readonly RawRequest[];
  /** How many connections were made, with or without a request. */
  connections(): number;
  stop(): Promise<void>;
}

export interface RawServerOptions {
  /** Called when a connection's first byte arrives, before any request can be whole; connections count from 1. */
  readonly onFirstByte?: (socket: Socket, connection: number) => void;
}

/** A server that lets each test answer, break off or stay silent at will, once a whole request has arrived. */
export async function startRawServer(
  answer: (socket: Socket, request: RawRequest) => void,
  { onFirstByte }: RawServerOptions = {},
): Promise<RawServer> {
  const requests: RawRequest[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    const connection = (connections += 1);
    sockets.add(socket);
    if (onFirstByte) socket.once('data', () => onFirstByte(socket, connection));
    let arrived = Buffer.alloc(0);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      if (socket.destroyed) return;
      arrived = Buffer.concat([arrived, chunk]);
      const request = readRequest(arrived);
      if (request === undefined) return;
      arrived = Buffer.alloc(0);
      requests.push(request);
      answer(socket, request);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The raw server listens on no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    requests,
    connections: () => connections,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A whole answer; the connection is closed after it. */
export function rawAnswer(status: number, body: string, headers: Readonly<Record<string, string>> = {}): string {
  const given = { 'Content-Length': String(Buffer.byteLength(body)), Connection: 'close', ...headers };
  const lines = Object.entries(given).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} Answer`, ...lines, '', body].join('\r\n');
}

/** A port on which nobody listens, though somebody did. */
export async function closedPort(): Promise<number> {
  const server = await startRawServer(() => undefined);
  await server.stop();
  return server.port;
}

function readRequest(bytes: Buffer): RawRequest | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const [requestLine = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const body = bytes.subarray(end + 4);
  if (body.length < Number(headers['content-length'] ?? '0')) return undefined;
  const [method = '', target = ''] = requestLine.split(' ');
  return { method, target, headers, body };
}
