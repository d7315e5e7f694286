import { msToTs } from '@temporalio/common/lib/time';
import { busiestRate, callsInEachSecond } from '../../bench/herd/call-rate';
import { herdResult, type HerdRun } from '../../bench/herd/herd-result';
import { timerDelaySeconds } from '../../bench/herd/stragglers';
import { evenly } from '../../bench/herd/task-timeouts';
import { waitingOrder } from '../../bench/herd/waiting-order';
import { shortcomingsOf } from '../../bench/parts/result';
import { isLaterReturn } from '../../src/signals/later-return';

const extent = { orders: 100, callsPerSecond: 10, overMinutes: 15, cachedOrders: 50, keep: true };
const everyMs = (count: number, ms: number) => Array.from({ length: count }, (_, index) => index * ms);
const memory = (mebibytes: readonly number[]) =>
  mebibytes.map((value, index) => ({ atSeconds: index, rssBytes: value * 1_048_576 }));
const run = (changes: Partial<HerdRun> = {}): HerdRun => ({
  ...{ seconds: 60, startedAt: 0, calls: everyMs(500, 100), payments: 100, memory: memory([300, 310, 305, 310]) },
  ...{ lookedAt: 100, unfinishedTasks: 0, unstartedTasks: 0, stragglers: { count: 0, latestTimerSeconds: 0 } },
  ...changes,
});
const shortcomings = (changes: Partial<HerdRun>) => shortcomingsOf(herdResult(extent, run(changes)));

describe('the herd bench', () => {
  it('counts calls by the second, from the opening of the window on', () => {
    expect(callsInEachSecond([50, 100, 999, 1_100, 3_500], 100)).toEqual([2, 1, 0, 1]);
    expect(callsInEachSecond([], 0)).toEqual([]);
    expect(callsInEachSecond(Array<number>(200_000).fill(7), 0)).toEqual([200_000]);
  });

  it('finds the busiest seconds wherever they lie', () => {
    expect(busiestRate([1, 1, 9, 11, 1, 1], 2)).toBe(10);
    expect(busiestRate([4, 8], 10)).toBe(6);
    expect(busiestRate([], 10)).toBe(0);
  });

  it('is content with a herd that keeps to the rate', () => {
    expect(shortcomings({})).toEqual([]);
  });

  it.each<[what: string, changes: Partial<HerdRun>, expected: string]>([
    ['leaves too fast', { calls: everyMs(500, 50) }, 'is 20 calls/s; it must be at most 11'],
    ['is not paid', { payments: 99 }, 'payments an order is 0.99; it must be at least 1'],
    ['is paid twice', { payments: 101 }, 'payments an order is 1.01; it must be at most 1'],
    ['lets tasks time out', { unfinishedTasks: 2 }, 'in 100 histories is 2; it must be at most 0'],
    [
      'lets tasks wait',
      { unstartedTasks: 3 },
      'waited over 5 s for their worker, in the same is 3; it must be at most 0',
    ],
    ['fills the memory', { memory: memory([300, 350, 400, 450]) }, 'first is 1.50; it must be at most 1.2'],
  ])('says so where it %s', (_what, changes, expected) => {
    expect(shortcomings(changes)).toEqual([expect.stringContaining(expected)]);
  });

  it('tells how late the timer of a moved clock fired, on the clock of the order', () => {
    const at = (seconds: number) => msToTs(seconds * 1_000 + 250);
    const movedTo = (seconds: number) => ({
      workflowExecutionTimeSkippingTransitionedEventAttributes: { targetTime: at(seconds) },
    });
    const fired = (seconds: number) => ({ eventTime: at(seconds), timerFiredEventAttributes: {} });
    expect(timerDelaySeconds([movedTo(1_000), fired(1_000), movedTo(5_000), fired(5_012)])).toBe(12);
    expect(timerDelaySeconds([fired(40), movedTo(1_000)])).toBe(0);
  });

  it('starts orders that the workflow takes for what they are', () => {
    expect(isLaterReturn(waitingOrder(7, 0))).toBe(true);
    expect(waitingOrder(7, 0).report.tradeId).toBe('t-herd-7');
  });

  it('looks at histories from all of the herd', () => {
    expect(evenly([...Array(10).keys()], 5)).toEqual([0, 2, 4, 6, 8]);
    expect(evenly([1, 2], 5)).toEqual([1, 2]);
  });
});
