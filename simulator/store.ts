import { ClassicLevel } from 'classic-level';

/** One key written, or deleted when the value is absent. */
export interface Change {
  key: string;
  value?: string;
}

/** Where records survive the process. */
export interface Store {
  /** Everything that was written before. */
  read(): Promise<[key: string, value: string][]>;
  /** Writes all changes or none; when it resolves they survive a kill. */
  write(changes: readonly Change[]): Promise<void>;
  close(): Promise<void>;
}

/** Keeps nothing: records then live in memory only. */
export function memoryStore(): Store {
  return {
    read: () => Promise.resolve([]),
    write: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

/** Opens, or creates, the records in a directory. Only one process can have them open. */
export async function openDirectoryStore(directory: string): Promise<Store> {
  const level = new ClassicLevel(directory);
  try {
    await level.open();
  } catch (error) {
    throw new Error(`The records in ${directory} cannot be opened; another simulator may be using them.`, {
      cause: error,
    });
  }
  return {
    read: () => level.iterator().all(),
    write: (changes) =>
      level.batch(
        changes.map(({ key, value }) => (value === undefined ? { type: 'del', key } : { type: 'put', key, value })),
        { sync: true },
      ),
    close: () => level.close(),
  };
}
