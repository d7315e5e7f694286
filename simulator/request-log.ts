import type { FaultName } from './faults';
import { splitTarget } from './signatures';

/** One request to the provider's API, answered or broken off; those to `/simulator/…` are not logged. */
export interface LoggedRequest {
  method: string;
  path: string;
  /** Raw, without the leading `?`. */
  query: string;
  at: string;
  /** As the other side saw it; absent if there was no answer. */
  status?: number;
  /** What it suffered, if anything. */
  fault?: FaultName;
}

/** How a request went. */
export interface Outcome {
  at: string;
  status: number | undefined;
  fault: FaultName | undefined;
}

// Only tests and people read the log; a long run must not fill the memory with it.
const mostRequests = 50_000;

/** Requests in the order in which they were answered or broken off, the latest ones only if there are very many. */
export class RequestLog {
  readonly entries: LoggedRequest[] = [];

  add({ method, url }: { method: string; url: string }, { at, status, fault }: Outcome): void {
    const { path, query } = splitTarget(url);
    if (path.startsWith('/simulator/')) return;
    const ended = { ...(status !== undefined && { status }), ...(fault !== undefined && { fault }) };
    this.entries.push({ method, path, query, at, ...ended });
    if (this.entries.length > mostRequests) this.entries.shift();
  }
}
