import type { FoundOrder } from '../../src/client/order-search';
import { GatheredSearch, QueryPace } from '../../src/client/gathered-search';

function orderOf(workflowId: string, ...keys: string[]): FoundOrder {
  return { workflowId, runId: 'r', running: true, keys, stage: undefined, currency: undefined, startedAt: new Date(0) };
}

const mostFound = 4;

describe('searches that come together', () => {
  let orders: FoundOrder[];
  let queries: string[][];
  let search: GatheredSearch;
  beforeEach(() => {
    [orders, queries] = [[], []];
    const query = (keys: readonly string[]) => {
      queries.push([...keys]);
      const found = orders.filter((order) => order.keys.some((key) => keys.includes(key)));
      return Promise.resolve(found.slice(0, mostFound));
    };
    search = new GatheredSearch(query, new QueryPace(100), mostFound);
  });
  const found = async (...keys: string[]) => (await search.find(keys)).map(({ workflowId }) => workflowId);

  it('make one query, of which each gets what it would have got alone', async () => {
    orders = [orderOf('a', 'trade:1'), orderOf('b', 'deposit:2', 'customer:3'), orderOf('c', 'customer:3')];
    const all = Promise.all([found('trade:1'), found('customer:3'), found('trade:9'), found('trade:1', 'deposit:2')]);
    expect(await all).toEqual([['a'], ['b', 'c'], [], ['a', 'b']]);
    expect(queries).toEqual([['trade:1', 'customer:3', 'trade:9', 'deposit:2']]);
  });

  it('make another query each where one does not find all', async () => {
    orders = ['a', 'b', 'c', 'd', 'e'].map((name) => orderOf(name, name === 'e' ? 'trade:1' : 'customer:3'));
    expect(await Promise.all([found('customer:3'), found('trade:1')])).toEqual([['a', 'b', 'c', 'd'], ['e']]);
    expect(queries).toHaveLength(3);
  });

  it('make more queries where there are very many keys', async () => {
    const keys = Array.from({ length: 150 }, (_, index) => `trade:${index}`);
    await Promise.all(keys.map((key) => found(key)));
    expect(queries.map((query) => query.length)).toEqual([100, 50]);
  });

  it('make none for nothing', async () => {
    expect(await found()).toEqual([]);
    expect(queries).toEqual([]);
  });

  it('fail together, and the next one is tried anew', async () => {
    let away = true;
    const query = () => (away ? Promise.reject(new Error('Temporal is away.')) : Promise.resolve([]));
    search = new GatheredSearch(query, new QueryPace(100), mostFound);
    const outcomes = await Promise.allSettled([found('trade:1'), found('trade:2')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    away = false;
    expect(await found('trade:1')).toEqual([]);
  });
});

describe('the pace of queries', () => {
  it('lets the first begin at once, and no more in a second than may', () => {
    let now = 1_000;
    const pace = new QueryPace(10, () => now);
    expect([pace.reserve(5), pace.reserve(5), pace.reserve(5)]).toEqual([5, 105, 205]);
    now += 1_000;
    expect(pace.reserve(5)).toBe(5);
  });
});
