import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listen } from './listen';

/** Which request of the worker's to the provider is meant. */
export interface RequestPattern {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** A query parameter that it must have. */
  readonly parameter?: string;
  /** What must hold of its query parameters and its body. */
  readonly where?: (query: URLSearchParams, body: string) => boolean;
}

/** How far a request has come: to the proxy, through the provider, back to the worker. */
export type Moment = 'received' | 'accepted' | 'answered';

/** What is done at one moment of the first request that fits; later ones pass. */
export interface Trap {
  readonly request: RequestPattern;
  readonly moment: Moment;
  /** Whether the request, or the answer to it, is passed on or lost. */
  readonly spring: () => 'pass-on' | 'lose';
}

/** Holds back every request that fits, until it is opened. */
export interface Gate {
  /** How many requests wait at it. */
  readonly waiting: number;
  open(): void;
}

/**
 * Stands between a worker and the provider and passes everything on unchanged, the Host header included, since
 * signatures cover it. One trap can be set at a time, and any number of gates.
 */
export class ProviderProxy {
  readonly url: string;
  readonly #provider: URL;
  readonly #close: () => Promise<void>;
  #trap: (Trap & { readonly sprung: () => void }) | undefined;
  readonly #holds = new Set<(request: IncomingMessage, body: Buffer) => Promise<void>>();

  private constructor(url: string, provider: URL, close: () => Promise<void>) {
    this.url = url;
    this.#provider = provider;
    this.#close = close;
  }

  static async start(providerUrl: string): Promise<ProviderProxy> {
    const server = createServer();
    const { url, close } = await listen(server);
    const proxy = new ProviderProxy(url, new URL(providerUrl), close);
    server.on('request', (request, response) => {
      // The worker was killed, or the provider is gone: then there is nobody to tell, or nothing to tell.
      proxy.#pass(request, response).catch(() => response.destroy());
    });
    return proxy;
  }

  /** Sets the trap. Resolves when it has sprung. */
  arm(trap: Trap): Promise<void> {
    return new Promise((resolve) => (this.#trap = { ...trap, sprung: resolve }));
  }

  /** Sets the gate. */
  hold(pattern: RequestPattern): Gate {
    let waiting = 0;
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    const hold = async (request: IncomingMessage, body: Buffer): Promise<void> => {
      if (!fits(request, body, pattern)) return;
      waiting += 1;
      await opened;
    };
    this.#holds.add(hold);
    return {
      get waiting() {
        return waiting;
      },
      open: () => {
        this.#holds.delete(hold);
        open();
      },
    };
  }

  async stop(): Promise<void> {
    this.#trap = undefined;
    await this.#close();
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    for (const hold of [...this.#holds]) await hold(request, body);
    const trap = this.#takeTrapFor(request, body);
    const isLost = (moment: Moment): boolean => {
      if (trap?.moment !== moment) return false;
      const passage = trap.spring();
      trap.sprung();
      return passage === 'lose';
    };
    if (isLost('received')) return void response.destroy();
    const answer = await this.#ask(request, body);
    if (isLost('accepted')) return void response.destroy();
    response.writeHead(answer.status, answer.headers).end(answer.body);
    await once(response, 'finish');
    isLost('answered');
  }

  async #ask({ method, url: path, headers: received }: IncomingMessage, body: Buffer) {
    const { hostname, port } = this.#provider;
    const { connection: _kept, 'transfer-encoding': _chunked, ...headers } = received;
    const target = { hostname, port, method, path, headers, setHost: false, agent: false };
    const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
      httpRequest(target, resolve).on('error', reject).end(body);
    });
    const { connection: _closed, 'transfer-encoding': _unchunked, ...answered } = incoming.headers;
    return { status: incoming.statusCode ?? 502, headers: answered, body: await buffer(incoming) };
  }

  #takeTrapFor(request: IncomingMessage, body: Buffer): (Trap & { readonly sprung: () => void }) | undefined {
    const trap = this.#trap;
    if (trap === undefined || !fits(request, body, trap.request)) return undefined;
    this.#trap = undefined;
    return trap;
  }
}

function fits(
  request: IncomingMessage,
  body: Buffer,
  { method, path, parameter, where = () => true }: RequestPattern,
): boolean {
  const url = new URL(request.url ?? '', 'http://provider');
  if (request.method !== method || url.pathname !== path) return false;
  const hasParameter = parameter === undefined || url.searchParams.has(parameter);
  return hasParameter && where(url.searchParams, body.toString());
}
