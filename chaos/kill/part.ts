import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../parts/until';
import type { PartName, Strike } from './strikes';

/** A process that runs. */
export interface Running {
  /** Resolves once it is gone, however it went. */
  readonly ended: Promise<unknown>;
  kill(): void;
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

/** What was done to a part, and when it worked again, in milliseconds since 1970 as histories have them. */
export interface Struck extends Strike {
  readonly struckAt: number;
  /** Killed: when the process in its place was ready. Frozen: when it was let go on. */
  readonly backAt: number;
}

/** A part that was gone without having been struck. */
export interface Lapse {
  readonly part: PartName;
  readonly at: number;
}

/** As a supervisor waits before it starts something again that is gone, or that did not come up. */
const usualPauseMs = 500;
const backWithinMs = 120_000;
/**
 * Node crashes where the time limit of a script runs out in its midst (nodejs/node#38503), and workflow code has one of
 * 5 s: a worker that was frozen may end as it wakes.
 */
const mayCrashWithinMs = 10_000;

/** One process of the system and its supervisor, which starts it again whenever it is gone. */
export class Part {
  readonly lapses: Lapse[] = [];
  /** How often it did not come up at once, such as while Temporal was away. */
  failedStarts = 0;
  #running: Running | undefined;
  #pauseMs = usualPauseMs;
  #isStruck = false;
  #thawedAt = Number.NEGATIVE_INFINITY;
  readonly #over = new AbortController();
  #supervised: Promise<void> = Promise.resolve();

  private constructor(
    readonly name: PartName,
    private readonly begin: (start: number) => Promise<Running>,
    private readonly now: () => number,
  ) {}

  /** `begin` is given the number of the start; its first must succeed. */
  static async start(
    name: PartName,
    begin: (start: number) => Promise<Running>,
    now: () => number = Date.now,
  ): Promise<Part> {
    const part = new Part(name, begin, now);
    part.#running = await begin(1);
    part.#supervised = part.#supervise(part.#running);
    return part;
  }

  /** Strikes it, and resolves once it works again. `undefined`: it was not there to be struck. */
  async strike(strike: Strike): Promise<Struck | undefined> {
    const running = this.#running;
    if (running === undefined) return undefined;
    const struckAt = this.now();
    if (strike.how === 'kill') {
      this.#isStruck = true;
      this.#pauseMs = strike.forMs;
      this.#running = undefined;
      running.kill();
      await this.untilUp();
      return { ...strike, struckAt, backAt: this.now() };
    }
    running.freeze();
    await delay(strike.forMs);
    this.#thawedAt = this.now();
    running.thaw();
    return { ...strike, struckAt, backAt: this.#thawedAt };
  }

  /** Resolves once it is there. */
  async untilUp(): Promise<void> {
    const isUp = () => (this.#running === undefined && !this.#over.signal.aborted ? undefined : true);
    await until(`the ${this.name} to be back`, isUp, { deadlineMs: backWithinMs, everyMs: 20 });
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#over.abort();
    await running?.stop();
    await this.#supervised;
  }

  async #supervise(first: Running): Promise<void> {
    const { signal } = this.#over;
    const stopped = once(signal, 'abort');
    let running: Running | undefined = first;
    for (let starts = 1; running !== undefined;) {
      await Promise.race([running.ended, stopped]);
      this.#running = undefined;
      if (signal.aborted) return;
      this.#noteLapse();
      running = undefined;
      while (running === undefined && !signal.aborted) {
        const pauseMs = this.#pauseMs;
        this.#pauseMs = usualPauseMs;
        await Promise.race([delay(pauseMs), stopped]);
        if (!signal.aborted) running = await this.#tryToStart((starts += 1));
      }
    }
  }

  async #tryToStart(start: number): Promise<Running | undefined> {
    const running = await this.begin(start).catch(() => undefined);
    if (running === undefined) {
      this.failedStarts += 1;
    } else if (this.#over.signal.aborted) {
      await running.stop();
    } else {
      this.#running = running;
    }
    return running;
  }

  #noteLapse(): void {
    const hasJustWoken = this.now() - this.#thawedAt < mayCrashWithinMs;
    if (!this.#isStruck && !hasJustWoken) this.lapses.push({ part: this.name, at: this.now() });
    this.#isStruck = false;
  }
}
