/**
 * Does work for each item, for at most `atOnce` of them at the same time, and yields what came of each, in the order of
 * the items. The work must not throw: whatever goes wrong belongs in its result.
 */
export async function* concurrently<Item, Result>(
  items: Iterable<Item> | AsyncIterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = [];
  for await (const item of items) {
    underWay.push(work(item));
    if (underWay.length < atOnce) continue;
    const [oldest] = underWay.splice(0, 1);
    if (oldest !== undefined) yield await oldest;
  }
  for (const result of underWay) yield await result;
}
