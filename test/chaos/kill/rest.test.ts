import type { ListedOrder } from '../../../chaos/kill/listed';
import { untilAtRest } from '../../../chaos/kill/rest';

const settled: ListedOrder = { workflowId: 'offramp-1', running: true, stage: 'watching-for-return' };
const waiting: ListedOrder = { workflowId: 'offramp-2', running: true, stage: 'awaiting-bank-transfer' };
const times = { stillForMs: 10, withinMs: 1_200 };
const isOpen = ({ stage }: ListedOrder) => stage !== 'watching-for-return';
const still = async () => ({ pending: 0, done: 'all' });

describe('orders that were struck', () => {
  it('are at rest once none is under way and the provider has nothing more to do', async () => {
    let looks = 0;
    const orders = async () => ((looks += 1) < 3 ? [settled, waiting] : [settled]);
    expect(await untilAtRest({ orders, provider: still, isOpen, waitsForTime: async () => false }, times)).toEqual([]);
    expect(looks).toBeGreaterThanOrEqual(3);
  });

  it('are not at rest while the provider still tells or does something', async () => {
    let looks = 0;
    const provider = async () => ({ pending: (looks += 1) < 2 ? 1 : 0, done: `step ${Math.min(looks, 3)}` });
    await untilAtRest({ orders: async () => [settled], provider, isOpen, waitsForTime: async () => false }, times);
    expect(looks).toBeGreaterThanOrEqual(4);
  });

  it('are named where they do not come to rest', async () => {
    const watch = { orders: async () => [settled, waiting], provider: still, isOpen };
    expect(await untilAtRest({ ...watch, waitsForTime: async () => false }, times)).toEqual([waiting]);
    expect(await untilAtRest({ ...watch, waitsForTime: async () => true }, times)).toEqual([]);
  });
});
