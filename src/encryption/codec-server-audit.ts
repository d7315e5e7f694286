import type { FastifyRequest } from 'fastify';

/** One line of the audit log: who asked for what, from where. The logger adds when. Nothing of what was asked for. */
export interface CodecAudit {
  readonly action: 'encode' | 'decode';
  readonly status: number;
  /** The name of the token; absent where none was right. */
  readonly who?: string;
  /** How many were handed in; absent where the body was not read. */
  readonly payloads?: number;
  readonly error?: string;
  /** The address that it came from; behind a proxy, the proxy's. */
  readonly address: string;
  /** The page of Temporal UI, as far as the browser tells it; the CLI has none. */
  readonly page?: string;
}

/** The one method of a logger used here; pino's fits. */
export interface CodecServerLogger {
  info(fields: CodecAudit, message: string): void;
}

const longestPage = 300;

/**
 * Which page of Temporal UI asked. Browsers tell a server of another origin the origin alone, unless a proxy puts both
 * under one origin or Temporal UI is served with another `Referrer-Policy`; then the path is known, too. Queries are left
 * out: people search for anything.
 */
export function pageOf({ headers }: FastifyRequest): string | undefined {
  const { origin, referer } = headers;
  if (referer !== undefined && URL.canParse(referer)) {
    const page = new URL(referer);
    if (origin === undefined || page.origin === origin) return `${page.origin}${page.pathname}`.slice(0, longestPage);
  }
  return origin?.slice(0, longestPage);
}
