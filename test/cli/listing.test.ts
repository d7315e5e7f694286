import { randomUUID } from 'node:crypto';
import { fastForward } from '../../scripts/temporal/fast-forward';
import { TypedSearchAttributes } from '@temporalio/common';
import type { ListedOrder } from '../../src/client';
import { offrampCurrencyKey, offrampNextActionAtKey } from '../../src/signals/search-attributes';
import { bankTransfersOf, passingFailure } from '../support/bank-transfers';
import { eventually } from '../support/eventually';
import { needsAttention, playStep, reached, required, startUntil } from '../support/journeys';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { newOrder } from '../support/orders';
import { offramp, type CommandResult } from './support/command-line';
import { commandOf } from './support/command-of-system';

describe('the flags of list', () => {
  let system: OfframpSystem;
  let run: (...words: string[]) => Promise<CommandResult>;
  beforeAll(async () => {
    system = await startOfframpSystem();
    run = commandOf(system);
  });
  afterAll(() => system.stop());

  const listed = async (...flags: string[]): Promise<string[]> =>
    ((await run('list', '--json', ...flags)).json() as ListedOrder[]).map(({ reference }) => reference);
  const shows = (reference: string, ...flags: string[]) =>
    eventually(`${reference} to be listed by ${flags.join(' ')}`, async () =>
      (await listed(...flags)).includes(reference),
    );

  it('find an order by why it needs attention, together with its currency and stage', async () => {
    const order = { ...newOrder(), bankAccount: { bankAccountId: 'nowhere', currency: 'EUR' } };
    await startUntil(system, order, 'awaiting-customer-approval');
    await playStep(system, order.reference, 'awaiting-customer-approval');
    const { stage } = await needsAttention(system, order.reference, 'provider-refused');
    await shows(order.reference, '--needs-attention', 'provider-refused', '--currency', 'EUR', '--stage', stage);
    await shows(order.reference, '--needs-attention');
    expect(await listed('--needs-attention', 'trade-silent')).not.toContain(order.reference);
    expect(await listed('--needs-attention', 'provider-refused', '--currency', 'USD')).not.toContain(order.reference);
  });

  it('find an order that waits for a bank window, until it needs a person', async () => {
    const order = newOrder();
    await startUntil(system, order, 'awaiting-bank-transfer');
    expect(await listed('--waiting-for-window')).not.toContain(order.reference);
    const { tradeId } = bankTransfersOf(system, order);
    await system.simulator.play.failTransfer(await tradeId(), passingFailure);
    await reached(system, order.reference, 'retrying-bank-transfer');
    await shows(order.reference, '--waiting-for-window', '--currency', 'EUR');
    expect(await listed('--waiting-for-window', '--currency', 'USD')).not.toContain(order.reference);
  });

  it('find an order that waits for too long, and show it as such, until it moves on', async () => {
    const order = newOrder();
    const { workflowId, overdueSince } = await startUntil(system, order, 'awaiting-customer-approval');
    expect(overdueSince).toBeUndefined();
    expect(await listed('--overdue')).not.toContain(order.reference);
    await fastForward(system.environment.connection, workflowId, '2 days');
    await shows(order.reference, '--overdue', '--stage', 'awaiting-customer-approval');
    const { out } = await run('list', '--overdue');
    expect(out).toMatch(new RegExp(`^${order.reference} +awaiting customer approval, overdue `, 'm'));
    expect(await system.offramps.status(order.reference)).toMatchObject({ overdueSince: expect.any(String) });
    expect((await run('status', order.reference)).out).toMatch(/^Overdue +what it waits for was expected by /m);
    await playStep(system, order.reference, 'awaiting-customer-approval');
    await eventually('it to be overdue no more', async () => !(await listed('--overdue')).includes(order.reference));
    expect(await system.offramps.status(order.reference)).not.toHaveProperty('overdueSince');
  });

  it('find an order that should have acted by itself, and not one whose time is yet to come', async () => {
    const start = async (actsInMs: number): Promise<string> => {
      const reference = `silent-${randomUUID().slice(0, 13)}`;
      await system.client.workflow.start('offramp', {
        ...{ workflowId: `offramp-${reference}`, taskQueue: 'nobody-polls-here', args: [] },
        typedSearchAttributes: new TypedSearchAttributes([
          { key: offrampNextActionAtKey, value: new Date(Date.now() + actsInMs) },
          { key: offrampCurrencyKey, value: 'CAD' },
        ]),
      });
      return reference;
    };
    const [late, early] = [await start(-1_000), await start(3_600_000)];
    await shows(early, '--currency', 'CAD');
    await shows(late, '--silent', '--currency', 'CAD');
    expect(await listed('--silent')).not.toContain(early);
    for (const reference of [late, early]) await system.client.workflow.getHandle(`offramp-${reference}`).terminate();
    await eventually('an order that has ended not to be called silent', async () =>
      (await listed('--silent')).every((reference) => reference !== late),
    );
  });

  it('find one order by an id of the provider’s or by its address, in the very case that it is written in', async () => {
    const order = newOrder({ network: 'TRX' });
    const { ids, depositAddress } = await startUntil(system, order, 'awaiting-deposit');
    const address = required(depositAddress).address;
    await shows(order.reference, '--id', `wallet:${address}`);
    for (const id of [[`flow:${required(ids.flowId)}`], ['customer', required(ids.customerId)], ['wallet', address]]) {
      expect(await listed('--id', ...id)).toEqual([order.reference]);
    }
    expect(await listed('--id', `flow:${required(ids.flowId).toUpperCase()}`)).toEqual([]);
    expect(await listed('--id', `wallet:${address.toLowerCase()}`)).toEqual([]);
    expect(await listed('--id', 'wallet', address, '--stage', 'awaiting-trade')).toEqual([]);
  });

  it.each([
    ['a reason that there is not', ['--needs-attention', 'boredom'], 'It must be one of: provider-unavailable, '],
    ['an id without a kind', ['--id', 'd-1'], 'The kinds: customer'],
    ['a stage of events', ['--unmatched', '--stage', 'awaiting-deposit'], 'leave these options out'],
    ['silent events', ['--unmatched', '--silent'], 'leave these options out'],
    ['a reason of events', ['--unmatched', '--needs-attention', 'trade-silent'], 'give --needs-attention alone'],
  ])('are wrong usage with %s', async (_what, flags, sentence) => {
    const refused = await offramp(['list', ...flags]);
    expect(refused).toMatchObject({ exitCode: 2, out: '', err: expect.stringContaining(sentence) });
  });
});
