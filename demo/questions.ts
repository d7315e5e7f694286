/** Lets questions be held back for a while. */
export class Questions {
  readonly #open = new Set<Promise<unknown>>();
  #heldBack: Promise<void> | undefined;

  /** Asks, as soon as questions are not held back. */
  async ask<T>(question: () => Promise<T>): Promise<T> {
    while (this.#heldBack) await this.#heldBack;
    const answer = question();
    this.#open.add(answer);
    try {
      return await answer;
    } finally {
      this.#open.delete(answer);
    }
  }

  /** Resolves once none is open, with how to let them be asked again; until then none is asked. */
  async holdBack(): Promise<() => void> {
    let release = (): void => undefined;
    this.#heldBack = new Promise((resolve) => (release = resolve));
    await Promise.allSettled(this.#open);
    return () => {
      this.#heldBack = undefined;
      release();
    };
  }
}
