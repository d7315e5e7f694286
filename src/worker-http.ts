import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { WorkerReadiness } from './worker-health';

/** What a worker process answers from. */
export interface WorkerHttpParts {
  readonly host: string;
  readonly port: number;
  readonly readiness: () => Promise<WorkerReadiness>;
  /** Where the SDK serves its metrics, on this machine alone. */
  readonly metricsUrl: URL;
}

/**
 * Serves, for the inside only: `/health` (200 as long as the process lives, whatever Temporal does: to start it again
 * would not bring Temporal back), `/ready` (200 while it takes work, else 503 and why) and `/metrics` for Prometheus.
 */
export async function serveWorkerHttp({ host, port, readiness, metricsUrl }: WorkerHttpParts): Promise<Server> {
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      if (request.method !== 'GET' && request.method !== 'HEAD')
        return answerJson(response, 405, { status: 'refused' });
      switch (new URL(request.url ?? '/', 'http://worker').pathname) {
        case '/health':
          return answerJson(response, 200, { status: 'ok' });
        case '/ready': {
          const { ready, message } = await readiness();
          return answerJson(response, ready ? 200 : 503, { status: ready ? 'ok' : 'unavailable', message });
        }
        case '/metrics':
          return passOnMetrics(metricsUrl, response);
        default:
          return answerJson(response, 404, { status: 'unknown' });
      }
    };
    answer().catch(() => response.destroy());
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

async function passOnMetrics(metricsUrl: URL, response: ServerResponse): Promise<void> {
  const exported = await fetch(metricsUrl);
  response.writeHead(exported.status, { 'content-type': exported.headers.get('content-type') ?? 'text/plain' });
  response.end(await exported.text());
}

function answerJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
