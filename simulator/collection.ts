import type { ZodType } from 'zod';
import type { Journal } from './journal';
import { Refusal } from './refusal';

/** What every record has: its id and its place in the order in which records were made. */
export interface Stored {
  id: string;
  sequence: number;
}

/** The records of one kind, all in memory, each change also appended to the journal. */
export class Collection<T extends Stored> {
  readonly #noun: string;
  readonly #schema: ZodType<T>;
  readonly #journal: Journal;
  readonly #records = new Map<string, T>();

  /** The noun names the records in refusals, and is their prefix in the store. */
  constructor(noun: string, schema: ZodType<T>, journal: Journal) {
    this.#noun = noun;
    this.#schema = schema;
    this.#journal = journal;
  }

  /** Takes back what the store kept. */
  restore(entries: readonly [key: string, value: string][]): void {
    const prefix = `${this.#noun}/`;
    const restored = entries
      .filter(([key]) => key.startsWith(prefix))
      .map(([, value]) => this.#schema.parse(JSON.parse(value)))
      .sort((left, right) => left.sequence - right.sequence);
    for (const record of restored) this.#records.set(record.id, record);
  }

  put(record: T): T {
    this.#records.set(record.id, record);
    this.#journal.append({ key: `${this.#noun}/${record.id}`, value: JSON.stringify(record) });
    return record;
  }

  delete(id: string): void {
    this.#records.delete(id);
    this.#journal.append({ key: `${this.#noun}/${id}` });
  }

  get(id: string): T | undefined {
    return this.#records.get(id);
  }

  /** The record, or a refusal such as "customer not found". */
  require(id: string): T {
    const record = this.#records.get(id);
    if (!record) throw new Refusal('FAILED', `${this.#noun} not found`);
    return record;
  }

  /** Oldest first. */
  all(): T[] {
    return [...this.#records.values()];
  }

  /** Oldest first. */
  where(matches: (record: T) => boolean): T[] {
    return this.all().filter(matches);
  }
}
