import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Stands between a client and a server of this machine, and can be shut, or hold back what the server answers. */
export class TcpGate {
  readonly #target: { readonly host: string; readonly port: number };
  readonly #sockets = new Set<Socket>();
  readonly #asked: Buffer[] = [];
  #server: Server | undefined;
  #held: (() => void)[] | undefined;
  #port = 0;

  /** Shut at first. `target` is `host:port`. */
  constructor(target: string) {
    const { hostname, port } = new URL(`http://${target}`);
    this.#target = { host: hostname, port: Number(port) };
  }

  /** Where it listens, or did before it was shut: always the same. */
  get address(): string {
    return `127.0.0.1:${this.#port}`;
  }

  async open(): Promise<void> {
    const server = createServer((client) => this.#join(client));
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address !== null && typeof address !== 'string') this.#port = address.port;
    this.#server = server;
  }

  /** As if the server had gone: connections are cut, and new ones refused. */
  async shut(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    for (const socket of this.#sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  }

  /** From now on no answer comes through. */
  hold(): void {
    this.#held = [];
  }

  /** What was held back goes on, and everything after it. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const goOn of held) goOn();
  }

  /** Whether a client has sent this since the gate was made. */
  hasAsked(text: string): boolean {
    return Buffer.concat(this.#asked).includes(text);
  }

  #join(client: Socket): void {
    const server = connect(this.#target);
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        (socket === client ? server : client).destroy();
      });
    }
    client.on('data', (bytes) => {
      this.#asked.push(bytes);
      server.write(bytes);
    });
    server.on('data', (bytes) => {
      const pass = () => void client.write(bytes);
      if (this.#held === undefined) pass();
      else this.#held.push(pass);
    });
  }
}
