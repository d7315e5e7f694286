/** Does something with each, some of them at once. The answers come in the order of what they are about. */
export async function eachOf<T, R>(of: readonly T[], atOnce: number, work: (one: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  const waiting = [...of.entries()];
  const run = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, one] = next;
      answers[index] = await work(one);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, of.length) }, run));
  return answers;
}
