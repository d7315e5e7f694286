/** Thrown where something took longer than anybody waits for. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
}

/** Waits no longer than this: Temporal's client pauses between its tries for seconds, whatever its deadline says. */
export async function inTime<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  let clock: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    clock = setTimeout(() => reject(new TookTooLong()), timeoutMs);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(clock);
  }
}
