import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { parsed, text } from './narrowing';

/** One webhook or bank report as it came over the wire. */
export interface Received {
  target: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Receiver {
  url: string;
  port: number;
  received: Received[];
  /** Names of the provider's events, in the order in which they were acknowledged. */
  events(): string[];
  bankReports(): Received[];
  stop(): Promise<void>;
}

/** A partner's relay that answers what a test tells it to; 200 unless told. */
export async function startReceiver(
  answer: (received: Received) => number = () => 200,
  port: number = 0,
): Promise<Receiver> {
  const received: Received[] = [];
  const acknowledged: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url: target = '', headers } = request;
      const arrived = { target, headers, body: Buffer.concat(chunks).toString('utf8') };
      received.push(arrived);
      const status = answer(arrived);
      if (status < 300) acknowledged.push(arrived);
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The receiver listens on no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    received,
    events: () => acknowledged.filter(isWebhook).map(({ body }) => text(parsed(body).event)),
    bankReports: () => acknowledged.filter((arrived) => !isWebhook(arrived)),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isWebhook({ target }: Received): boolean {
  return target.startsWith('/webhooks/coinut');
}
