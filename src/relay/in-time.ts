/** Thrown where something took longer than anybody waits for. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
}

/**
 * Calls of Temporal that are waited for only so long: its client pauses between its tries for seconds, whatever its
 * deadline says. What was given up goes on until it ends by itself.
 */
export class CallsInTime {
  readonly #underWay = new Set<Promise<unknown>>();

  /** The answer, or {@link TookTooLong} after `timeoutMs`. */
  async wait<T>(timeoutMs: number, call: Promise<T>): Promise<T> {
    this.#underWay.add(call);
    const ended = () => this.#underWay.delete(call);
    call.then(ended, ended);
    let clock: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_resolve, reject) => {
      clock = setTimeout(() => reject(new TookTooLong()), timeoutMs);
    });
    try {
      return await Promise.race([call, tooLate]);
    } finally {
      clearTimeout(clock);
    }
  }

  /** Resolves once none goes on any more. A connection that is closed before makes the client's next try crash the process. */
  async ended(): Promise<void> {
    await Promise.allSettled(this.#underWay);
  }
}
