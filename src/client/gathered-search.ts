import type { FoundOrder } from './order-search';

type Search = (keys: readonly string[]) => Promise<readonly FoundOrder[]>;

/** How long a search waits for others to go with it. */
const gatherMs = 5;
/** A query must stay far below the size that a server takes. */
const mostKeysInQuery = 100;

interface Waiting {
  readonly keys: ReadonlySet<string>;
  readonly answer: (found: Promise<FoundOrder[]>) => void;
}

/** When the next query may begin, so that no more begin in a second than may; shared by all who make queries. */
export class QueryPace {
  #lastBeginsAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly queriesPerSecond: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Takes the next free moment, `atLeastMs` from now or later; answers how far away it is. */
  reserve(atLeastMs: number): number {
    const now = this.now();
    this.#lastBeginsAt = Math.max(now + atLeastMs, this.#lastBeginsAt + 1_000 / this.queriesPerSecond);
    return this.#lastBeginsAt - now;
  }
}

/**
 * Answers many searches with few queries: servers allow only some in a second (`frontend.namespaceRPS.visibility`). Those
 * that come while the next query has to wait go with it; each gets what it would have got alone.
 */
export class GatheredSearch {
  #waiting: Waiting[] = [];
  #isDue = false;

  /** `mostFound` is how many orders one query finds at most. */
  constructor(
    private readonly search: Search,
    private readonly pace: QueryPace,
    private readonly mostFound: number,
  ) {}

  /** The orders that know any of these keys. */
  find(keys: readonly string[]): Promise<FoundOrder[]> {
    if (keys.length === 0) return Promise.resolve([]);
    return new Promise((answer) => {
      this.#waiting.push({ keys: new Set(keys), answer });
      this.#query();
    });
  }

  /** The timer keeps the Temporal deadline of who began to wait first, which is the first to pass. */
  #query(): void {
    if (this.#isDue || this.#waiting.length === 0) return;
    this.#isDue = true;
    setTimeout(() => {
      this.#isDue = false;
      const together = this.#takeWaiting();
      const found = this.search([...new Set(together.flatMap(({ keys }) => [...keys]))]);
      for (const waiting of together) waiting.answer(found.then((orders) => this.#partOf(orders, waiting, together)));
      this.#query();
    }, this.pace.reserve(gatherMs));
  }

  #takeWaiting(): Waiting[] {
    let keys = 0;
    const end = this.#waiting.findIndex((waiting, index) => (keys += waiting.keys.size) > mostKeysInQuery && index > 0);
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : end);
  }

  /** Where there were more than one query finds, some of one search may have had no room beside those of others. */
  async #partOf(found: readonly FoundOrder[], { keys }: Waiting, together: readonly Waiting[]): Promise<FoundOrder[]> {
    const isCutOff = found.length >= this.mostFound && together.length > 1;
    const complete = isCutOff ? await this.search([...keys]) : found;
    return complete.filter((order) => order.keys.some((key) => keys.has(key)));
  }
}
