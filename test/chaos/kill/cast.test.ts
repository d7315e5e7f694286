import { castOf } from '../../../chaos/kill/cast';
import { short, whole } from '../../../chaos/kill/settings';
import { leftOut, tales } from '../../../chaos/kill/tales';
import { scenarios } from '../../../simulator';
import { checkOfframpOrder } from '../../../src/signals/offramp-order';

const cast = (seed: number, settings: typeof whole | typeof short = whole) =>
  castOf({ ...settings, seed, prefix: 'kill-ab12-' });

describe('the tales', () => {
  it('are those of the simulator, but for the two in which a bank pays twice', () => {
    const known = scenarios.map(({ tag }) => tag);
    expect([...tales.map(({ tag }) => tag), ...leftOut].sort()).toEqual([...known].sort());
  });

  it('that wait for a person are drawn for nobody', () => {
    const waiting = tales.filter(({ expected }) => expected.is === 'needing attention');
    expect(waiting.length).toBeGreaterThan(0);
    expect(waiting.every(({ share }) => share === 0)).toBe(true);
  });
});

describe('the cast of a run', () => {
  it('is the same for the same seed', () => {
    expect(cast(3)).toEqual(cast(3));
    expect(cast(3)).not.toEqual(cast(4));
  });

  it('tells every tale in the whole version, and lets at most one order in twenty wait', () => {
    for (const seed of [1, 2, 3]) {
      const orders = cast(seed);
      expect(orders).toHaveLength(500);
      expect(new Set(orders.map(({ tale }) => tale.tag)).size).toBe(tales.length);
      const waiting = orders.filter(({ tale }) => tale.expected.is === 'needing attention');
      expect(waiting.length).toBeLessThan(orders.length / 20);
    }
  });

  it('has in the short version only tales that come to an end', () => {
    expect(cast(5, short).every(({ tale }) => tale.expected.is !== 'needing attention')).toBe(true);
  });

  it('is of orders that a backend can start, each of a customer and a reference of its own', () => {
    const orders = cast(6);
    for (const { order } of orders)
      expect(checkOfframpOrder(order, { enableMatic: false })).toMatchObject({ ok: true });
    expect(new Set(orders.map(({ workflowId }) => workflowId)).size).toBe(orders.length);
    expect(new Set(orders.map(({ externalId }) => externalId)).size).toBe(orders.length);
  });

  it('has customers send amounts of their own, as the tags in their addresses say', () => {
    const orders = cast(9);
    for (const { order, sent } of orders) {
      expect('email' in order.customer && order.customer.email).toContain(`+amount-${sent.amount}+`);
    }
    const others = orders.filter(({ tale }) => tale.tag !== 'deposit-small');
    expect(new Set(others.map(({ sent }) => sent.amount)).size).toBe(others.length);
    const strange = orders.filter(({ order, sent }) => order.source.currency !== sent.currency);
    expect(new Set(strange.map(({ tale }) => tale.tag))).toEqual(new Set(['deposit-wrong-token']));
  });

  it('starts evenly over the time of the strikes', () => {
    const times = cast(7).map(({ startAtMs }) => startAtMs);
    expect(times[0]).toBe(0);
    expect(Math.max(...times)).toBeLessThan(whole.lastsMs);
    expect(times.filter((atMs) => atMs < whole.lastsMs / 2)).toHaveLength(250);
  });

  it('sends no money again in Canada, whose banks have no code for a passing trouble', () => {
    const again = cast(8).filter(({ tale }) => tale.sendsAgain);
    expect(again.length).toBeGreaterThan(50);
    expect(again.some(({ order }) => order.bankAccount.currency === 'CAD')).toBe(false);
  });
});
