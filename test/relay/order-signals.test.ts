import type { Client } from '@temporalio/client';
import { OrderFlooded, OrderSignals } from '../../src/relay/order-signals';
import { SourceLimit } from '../../src/relay/source-limit';

const order = 'offramp-order-1';

describe('the signals to one order', () => {
  let sent: string[];
  let fails: boolean;
  let now: number;
  let signals: OrderSignals;
  beforeEach(() => {
    [sent, fails, now] = [[], false, 1_000_000_000];
    const signal = async (name: string): Promise<void> => {
      if (fails) throw new Error('Temporal is away.');
      sent.push(name);
    };
    // Of the client only this is used.
    const client = { workflow: { getHandle: () => ({ signal }) } } as unknown as Client;
    signals = new OrderSignals(client, { mostSignals: 10, mostHintsAnHour: 3 }, () => now);
  });

  it('are sent once for one message', async () => {
    for (let time = 0; time < 3; time += 1)
      expect(await signals.about('{"a":1}')(order, 'tradeSettled', {})).toBe(true);
    await signals.about('{"a":2}')(order, 'tradeSettled', {});
    await signals.about('{"a":1}')('offramp-order-2', 'tradeSettled', {});
    expect(sent).toEqual(['tradeSettled', 'tradeSettled', 'tradeSettled']);
  });

  it('are sent again if Temporal has not accepted them', async () => {
    fails = true;
    await expect(signals.about('{}')(order, 'tradeSettled', {})).rejects.toThrow('away');
    fails = false;
    await signals.about('{}')(order, 'tradeSettled', {});
    expect(sent).toHaveLength(1);
  });

  it('use nothing up while Temporal does not accept them', async () => {
    fails = true;
    for (let time = 0; time < 20; time += 1) {
      await expect(signals.about('{}')(order, 'bankTransferReported', {})).rejects.toThrow('away');
    }
    fails = false;
    await expect(signals.about('{}')(order, 'bankTransferReported', {})).resolves.toBe(true);
  });

  it('come to an end, so that whoever floods an order keeps the rest', async () => {
    for (let time = 0; time < 10; time += 1) await signals.about(`${time}`)(order, 'tradeSettled', {});
    await expect(signals.about('10')(order, 'tradeSettled', {})).rejects.toThrow(OrderFlooded);
    await expect(signals.about('9')(order, 'tradeSettled', {})).resolves.toBe(true);
    await expect(signals.about('10')('offramp-order-2', 'tradeSettled', {})).resolves.toBe(true);
  });

  it('are few where they are hints, until the hour is over', async () => {
    for (let time = 0; time < 5; time += 1) expect(await signals.hint(order, 'tradeSettled', {})).toBe(true);
    expect(sent).toHaveLength(3);
    await signals.about('{}')(order, 'tradeSettled', {});
    expect(sent).toHaveLength(4);
    now += 3_600_000;
    await signals.hint(order, 'tradeSettled', {});
    expect(sent).toHaveLength(5);
  });

  it('are not used up by hints, of which there may be as many', async () => {
    for (let hour = 0; hour < 5; hour += 1) {
      for (let time = 0; time < 3; time += 1) await signals.hint(order, 'tradeSettled', {});
      now += 3_600_000;
    }
    expect(sent).toHaveLength(10);
    await expect(signals.about('{}')(order, 'bankTransferReported', {})).resolves.toBe(true);
    expect(sent).toHaveLength(11);
  });
});

describe('the limit of a source', () => {
  it('holds within a minute, for each kind and source by itself', () => {
    let now = 0;
    const limit = new SourceLimit({ refused: 2, hint: 1 }, () => now);
    const refused = () => limit.count('192.0.2.1', 'refused');
    expect([refused(), refused(), refused(), refused()]).toEqual(['within', 'within', 'just-over', 'over']);
    expect(limit.count('192.0.2.1', 'hint')).toBe('within');
    expect(limit.count('192.0.2.2', 'refused')).toBe('within');
    now = 60_000;
    expect(refused()).toBe('within');
  });

  it('counts together what comes from more sources than it holds', () => {
    const limit = new SourceLimit({ refused: 2, hint: 2 }, () => 0);
    for (let source = 0; source < 10_000; source += 1) limit.count(`source-${source}`, 'refused');
    const answers = ['a', 'b', 'c', 'd'].map((source) => limit.count(source, 'refused'));
    expect(answers).toEqual(['within', 'within', 'just-over', 'over']);
    expect(limit.count('source-1', 'refused')).toBe('within');
  });
});
