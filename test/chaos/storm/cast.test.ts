import { castOf } from '../../../chaos/storm/cast';
import { offrampOf, playerOf } from '../../../chaos/storm/play';
import { stories } from '../../../chaos/storm/stories';
import { checkOfframpOrder } from '../../../src/signals/offramp-order';

const seeds = Array.from({ length: 200 }, (_, index) => index + 1);
const customers = seeds.flatMap(castOf);

describe('the cast of a seed', () => {
  it('is the same whenever it is asked for', () => {
    expect(castOf(12)).toEqual(castOf(12));
    expect(castOf(12)).not.toEqual(castOf(13));
  });

  it('plays every story, in every currency and on both networks, in 200 seeds', () => {
    expect(new Set(customers.map(({ story }) => story))).toEqual(new Set(Object.keys(stories)));
    const orders = customers.flatMap((customer) => customer.orders);
    expect(new Set(orders.map(({ currency }) => currency)).size).toBe(6);
    expect(new Set(orders.map(({ network }) => network)).size).toBe(2);
  });

  it('has customers with two orders, which differ in account and network', () => {
    const withTwo = customers.filter(({ orders }) => orders.length === 2);
    expect(withTwo.length).toBeGreaterThan(20);
    for (const { orders } of withTwo) {
      expect(orders[0]?.network).not.toBe(orders[1]?.network);
      expect(orders[0]?.currency).not.toBe(orders[1]?.currency);
    }
  });

  it('has only orders that a client would accept, under names that differ in storm and calm', () => {
    const players = seeds.flatMap((seed) =>
      castOf(seed).flatMap((cast) => [playerOf(seed, 'storm', cast, 'x-'), playerOf(seed, 'calm', cast, 'x-')]),
    );
    const offramps = players.flatMap((player) => player.orders.map((order) => offrampOf(player, order)));
    for (const offramp of offramps) expect(checkOfframpOrder(offramp)).toMatchObject({ ok: true });
    expect(new Set(offramps.map(({ reference }) => reference)).size).toBe(offramps.length);
  });
});
