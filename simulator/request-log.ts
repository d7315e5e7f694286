/** One answered request to the provider's API; those to `/simulator/…` are not logged. */
export interface LoggedRequest {
  method: string;
  path: string;
  /** Raw, without the leading `?`. */
  query: string;
  at: string;
  status: number;
}

// Only tests and people read the log; a long run must not fill the memory with it.
const mostRequests = 50_000;

/** Requests in the order in which they were answered, the latest ones only if there are very many. */
export class RequestLog {
  readonly entries: LoggedRequest[] = [];

  add(request: LoggedRequest): void {
    this.entries.push(request);
    if (this.entries.length > mostRequests) this.entries.shift();
  }
}
