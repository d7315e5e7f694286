/** How much one holder of a token, and one address without a right one, may ask of a codec server. */
export interface CodecServerLimits {
  /** Requests in a minute by one token. A page of Temporal UI makes a few dozen. */
  readonly requestsPerMinute: number;
  /** Payloads in one request. A history of an order has about a hundred. */
  readonly payloadsPerRequest: number;
  /** Payloads in a minute by one token: who has found a token shall not read everything before somebody looks. */
  readonly payloadsPerMinute: number;
  /** Requests in a minute without a right token from one address, which is how tokens are guessed. */
  readonly refusalsPerMinute: number;
}

export const codecServerLimits: CodecServerLimits = {
  requestsPerMinute: 1_200,
  payloadsPerRequest: 5_000,
  payloadsPerMinute: 50_000,
  refusalsPerMinute: 60,
};

const windowMs = 60_000;
const mostCounted = 10_000;

/** Counts by name within whole minutes. Holds a bounded number of names: where there are more, all others share one. */
export class PerMinute {
  #counts = new Map<string, number>();
  #windowBeganAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly most: number,
    private readonly now: () => number,
  ) {}

  /** Whether so many more are within the limit; what is beyond it is not counted. */
  admit(name: string, more = 1): boolean {
    const counted = this.#counted(name);
    const count = (this.#counts.get(counted) ?? 0) + more;
    if (count > this.most) return false;
    this.#counts.set(counted, count);
    return true;
  }

  #counted(name: string): string {
    if (this.now() - this.#windowBeganAt >= windowMs) {
      this.#counts = new Map();
      this.#windowBeganAt = this.now();
    }
    return this.#counts.has(name) || this.#counts.size < mostCounted ? name : 'all others';
  }
}
