/** What is not known to come from whom it should. Where signatures are optional, hints are the usual thing. */
export type Unproven = 'refused' | 'hint';

/** How many of them one source may send in a minute: hints that are taken in, and refusals that are logged. */
export type SourceLimits = Readonly<Record<Unproven, number>>;

export const sourceLimits: SourceLimits = { refused: 60, hint: 600 };

const windowMs = 60_000;
const mostSources = 10_000;

/**
 * Counts, by where they come from, requests without a right signature; genuine ones are never counted. Holds a bounded
 * number of sources: where there are more, all others share one count.
 */
export class SourceLimit {
  #counts = new Map<string, number>();
  #windowBeganAt = 0;

  constructor(
    private readonly limits: SourceLimits = sourceLimits,
    private readonly now: () => number = Date.now,
  ) {}

  /** Counts one more: `just-over` is the first that is too many within the minute, `over` every later one. */
  count(source: string, what: Unproven): 'within' | 'just-over' | 'over' {
    const now = this.now();
    if (now - this.#windowBeganAt >= windowMs) {
      this.#counts = new Map();
      this.#windowBeganAt = now;
    }
    const key = `${what} ${source}`;
    const counted = this.#counts.has(key) || this.#counts.size < mostSources ? key : `${what} of all others`;
    const count = (this.#counts.get(counted) ?? 0) + 1;
    this.#counts.set(counted, count);
    if (count <= this.limits[what]) return 'within';
    return count === this.limits[what] + 1 ? 'just-over' : 'over';
  }
}
