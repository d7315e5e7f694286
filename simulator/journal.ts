import type { Change, Store } from './store';

/**
 * Writes changes to the store in the order they were made. All changes of one synchronous section land in one batch,
 * so nobody ever finds half of them; while a batch is being written, later changes gather for the next.
 */
export class Journal {
  readonly #store: Store;
  #gathered: Change[] | undefined;
  #written: Promise<void> = Promise.resolve();

  constructor(store: Store) {
    this.#store = store;
  }

  append(change: Change): void {
    if (this.#gathered) {
      this.#gathered.push(change);
      return;
    }
    const batch = [change];
    this.#gathered = batch;
    // A failed write fails every later one too: a provider that cannot keep its records must not go on answering.
    this.#written = this.#written.then(() => {
      this.#gathered = undefined;
      return this.#store.write(batch);
    });
  }

  /** Resolves when everything appended so far survives a kill. */
  durable(): Promise<void> {
    return this.#written;
  }

  async close(): Promise<void> {
    await this.durable();
    await this.#store.close();
  }
}
