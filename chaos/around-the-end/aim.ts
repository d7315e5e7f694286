/** The first steps are long, for the first guess may be wrong. */
const firstStepMs = 40;
const lastStepMs = 6;

/**
 * Finds the moment at which a kind of end comes, so that half of what is sent around it comes before it: where the last
 * order was kept from ending it aims later, and otherwise earlier.
 */
export class Aim {
  #expectedMs: number;
  #learned = 0;

  constructor(firstGuessMs: number) {
    this.#expectedMs = firstGuessMs;
  }

  /** How long an end takes, counted from what sets it going. */
  get expectedMs(): number {
    return this.#expectedMs;
  }

  learn(what: 'ended' | 'kept from ending'): void {
    const stepMs = Math.max(lastStepMs, firstStepMs / (1 + this.#learned / 2));
    this.#learned += 1;
    this.#expectedMs = Math.max(0, this.#expectedMs + (what === 'ended' ? -stepMs : stepMs));
  }
}
