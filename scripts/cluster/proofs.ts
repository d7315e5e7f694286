/** One thing that was to be proved, and what became of it. */
export interface Proof {
  readonly what: string;
  readonly tookMs: number;
  /** Why it is not proved. */
  readonly failure?: string;
}

/** Proves one thing after the other; what was not proved does not keep the rest from being tried. */
export class Proofs {
  readonly #proofs: Proof[] = [];
  readonly #say: (line: string) => void;

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  /** Resolves with what the work gives, or with nothing where it fails. */
  async prove<T>(what: string, work: () => Promise<T>): Promise<T | undefined> {
    const startedAt = performance.now();
    const took = () => performance.now() - startedAt;
    try {
      const result = await work();
      this.#note({ what, tookMs: took() });
      return result;
    } catch (error) {
      this.#note({ what, tookMs: took(), failure: error instanceof Error ? error.message : String(error) });
      return undefined;
    }
  }

  /** The same, for what everything after it needs. */
  async require<T>(what: string, work: () => Promise<T>): Promise<T> {
    const failures: unknown[] = [];
    const result = await this.prove(what, async () => {
      try {
        return { value: await work() };
      } catch (error) {
        failures.push(error);
        throw error;
      }
    });
    if (result === undefined) throw new CannotGoOn(what, { cause: failures[0] });
    return result.value;
  }

  get all(): readonly Proof[] {
    return this.#proofs;
  }

  #note(proof: Proof): void {
    this.#proofs.push(proof);
    this.#say(proofLine(proof));
  }
}

/** Thrown where nothing more can be proved; why has been said. */
export class CannotGoOn extends Error {
  override readonly name = 'CannotGoOn';
}

/** One line, and why it is not proved if it is not. */
export function proofLine({ what, tookMs, failure }: Proof): string {
  const seconds = `${(tookMs / 1_000).toFixed(1)} s`.padStart(8);
  return failure === undefined ? `proved   ${seconds}  ${what}` : `FAILED   ${seconds}  ${what}\n    ${failure}`;
}

/** A sentence about them all. */
export function summaryOf(proofs: readonly Proof[]): string {
  const failed = proofs.filter(({ failure }) => failure !== undefined).length;
  const all = `${proofs.length} steps`;
  return failed === 0 ? `All ${all} proved.` : `${failed} of ${all} FAILED.`;
}
