import { setImmediate as turn } from 'node:timers/promises';
import { concurrently } from '../../src/client/concurrently';

async function all<T>(results: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const result of results) collected.push(result);
  return collected;
}

describe('work done for many at once', () => {
  it.each([0, 1, 7, 8, 9, 30])(
    'is done for each of %i once, in order, and never for more than eight at once',
    async (count) => {
      let underWay = 0;
      let most = 0;
      const items = Array.from({ length: count }, (_, index) => index);
      const results = await all(
        concurrently(items, 8, async (item) => {
          underWay += 1;
          most = Math.max(most, underWay);
          // The later, the sooner it is done.
          for (let turns = 30 - item; turns > 0; turns -= 1) await turn();
          underWay -= 1;
          return item * 2;
        }),
      );
      expect(results).toEqual(items.map((item) => item * 2));
      expect(most).toBe(Math.min(8, count));
    },
  );

  it('yields what is done before everything has been asked for', async () => {
    const asked: number[] = [];
    async function* endless() {
      for (let item = 0; ; item += 1) {
        await turn();
        asked.push(item);
        yield item;
      }
    }
    for await (const result of concurrently(endless(), 3, (item) => Promise.resolve(item))) {
      if (result === 5) break;
    }
    expect(asked.length).toBeLessThan(10);
  });
});
