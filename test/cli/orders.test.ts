import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ListedUnmatched } from '../../src/client';
import { scheduleSweep } from '../../src/client/sweep-schedule';
import { keepUnmatched } from '../../src/client/unmatched-webhooks';
import { unmatchedWebhookId } from '../../src/signals/unmatched-webhook';
import { eventually } from '../support/eventually';
import { happySteps, needsAttention, playStep, reached, required, startUntil } from '../support/journeys';
import { newOrder } from '../support/orders';
import { testKeyCanary } from '../support/payload-keys';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { temporalAddress } from '../support/shared-resources';
import { offramp, type CommandResult } from './support/command-line';

const operator = ['--operator', 'Kim', '--reason', 'The customer asked for it.'];

describe('the offramp command', () => {
  let system: OfframpSystem;
  let folder: string;
  beforeAll(async () => {
    system = await startOfframpSystem();
    folder = await mkdtemp(join(tmpdir(), 'offramp-cli-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
    await system.stop();
  });

  async function run(...words: string[]): Promise<CommandResult> {
    const result = await offramp(words, {
      environment: {
        ...system.workerEnvironment,
        TEMPORAL_ADDRESS: temporalAddress(),
        RELAY_PORT: new URL(system.relayUrl).port,
      },
      // Doctor compares it with the provider's.
      now: new Date().toISOString(),
    });
    if (result.err !== '') process.stderr.write(`${words[0] ?? ''}: ${result.err}`);
    return result;
  }

  async function orderFile(order: object): Promise<string> {
    const file = join(folder, `${Math.random().toString(36).slice(2)}.json`);
    await writeFile(file, JSON.stringify(order));
    return file;
  }

  it('starts an order, follows it, and prints the whole status as JSON', async () => {
    const order = newOrder();
    const started = await run('start', await orderFile(order), '--json');
    expect(started.exitCode).toBe(0);
    expect(started.json()).toMatchObject({
      reference: order.reference,
      workflowId: `offramp-${order.reference}`,
      stage: expect.any(String),
      ids: {},
      transfers: [],
      transitions: expect.any(Array),
    });
    await playStep(system, order.reference, 'awaiting-customer-approval');
    const address = await run('await-deposit-address', order.reference, '--json');
    expect(address.json()).toMatchObject({ depositAddress: { network: 'ETH', currency: 'USDT' } });
    for (const step of happySteps.slice(1)) await playStep(system, order.reference, step);
    await reached(system, order.reference, 'watching-for-return');
    const status = await run('status', order.reference, '--json');
    expect(status.json()).toMatchObject({
      stage: 'watching-for-return',
      outcome: 'settled',
      evidence: 'bank-report',
      depositAddress: { address: expect.any(String), network: 'ETH', currency: 'USDT' },
      ids: { customerId: expect.any(String), flowId: expect.any(String), tradeId: expect.any(String) },
      transfers: [{ attempt: 1, state: 'credited', amount: '229.80', currency: 'EUR', submitAt: expect.any(String) }],
    });
    expect((await run('status', order.reference)).out).toContain('settled');
  });

  it('takes the same order again for the same, and other input under its reference for a mistake', async () => {
    const order = newOrder();
    expect(await run('start', await orderFile(order))).toMatchObject({ exitCode: 0 });
    expect(await run('start', await orderFile(order))).toMatchObject({ exitCode: 0 });
    const other = await run('start', await orderFile({ ...order, source: { currency: 'USDC', network: 'ETH' } }));
    expect(other).toMatchObject({ exitCode: 1, out: '' });
    expect(other.err).toContain('exists already');
  });

  it('names every problem of an order at once and starts nothing', async () => {
    const { reference } = newOrder();
    const wrong = {
      reference,
      customer: { name: 'Ana' },
      bankAccount: { currency: 'EUR' },
      source: { currency: 'BTC' },
    };
    const { exitCode, out, err } = await run('start', await orderFile(wrong), '--json');
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
    for (const field of ['customer.externalId', 'customer.email', 'bankAccount.bankName', 'source.network']) {
      expect(err).toContain(field);
    }
    expect((await run('status', reference)).err).toContain(`no order with the reference ${reference}`);
  });

  it('says why an order needs attention and closes it', async () => {
    const order = { ...newOrder(), bankAccount: { bankAccountId: 'nowhere', currency: 'EUR' } };
    await run('start', await orderFile(order));
    await playStep(system, order.reference, 'awaiting-customer-approval');
    await needsAttention(system, order.reference, 'provider-refused');
    const shown = await run('status', order.reference);
    expect(shown.out).toContain('refuses this request');
    expect(await run('retry-now', order.reference, ...operator, '--json')).toMatchObject({ exitCode: 0 });
    const refused = await run('confirm-bank-transfer', order.reference, ...operator);
    expect(refused.exitCode).toBe(1);
    expect(refused.err).toContain('No bank transfer is under way');
    expect(await run('close-offramp', order.reference, '--outcome', 'abandoned', ...operator)).toMatchObject({
      exitCode: 0,
    });
    expect(await system.offramps.result(order.reference)).toMatchObject({ outcome: 'abandoned' });
  });

  it('records what became of money, and lets an order wait longer', async () => {
    const order = newOrder();
    const { ids } = await startUntil(system, order, 'confirming-deposit');
    expect(await run('extend-deadline', order.reference, '--deadline', '3 days', ...operator)).toMatchObject({
      exitCode: 0,
    });
    await system.simulator.play.rejectDeposit(required(ids.depositId));
    await needsAttention(system, order.reference, 'deposit-rejected');
    const unaccounted = await run('close-offramp', order.reference, '--outcome', 'refunded', ...operator);
    expect(unaccounted.err).toContain('Not all money is accounted for (250 USDT)');
    const incomplete = await run('record-refund', order.reference, '--amount', '250', ...operator);
    expect(incomplete).toMatchObject({ exitCode: 2, err: expect.stringContaining('--currency and --transaction-id') });
    const refund = ['--amount', '250', '--currency', 'USDT', '--transaction-id', '0xabc'];
    expect(await run('record-refund', order.reference, ...refund, ...operator)).toMatchObject({ exitCode: 0 });
    expect(await system.offramps.result(order.reference)).toMatchObject({ outcome: 'refunded', evidence: 'operator' });
  });

  it('gives nobody the address of an order that has ended', async () => {
    const order = newOrder();
    await startUntil(system, order, 'awaiting-deposit');
    expect(await system.offramps.awaitDepositAddress(order.reference)).toMatchObject({ depositAddress: {} });
    await system.offramps.cancelOfframp(order.reference, { operator: 'Kim', reason: 'Changed their mind.' });
    await system.offramps.result(order.reference);
    expect(await system.offramps.awaitDepositAddress(order.reference)).toMatchObject({
      ended: { outcome: 'cancelled' },
    });
  });

  it('lists orders although another was written under a key that is not known here', async () => {
    const foreign = `foreign-${newOrder().reference}`;
    await system.client.workflowService.startWorkflowExecution({
      namespace: 'default',
      workflowId: `offramp-${foreign}`,
      workflowType: { name: 'offramp' },
      taskQueue: { name: 'nobody-polls-here' },
      requestId: foreign,
      memo: {
        fields: {
          inputDigest: {
            metadata: { encoding: Buffer.from('binary/encrypted'), 'encryption-key-id': Buffer.from('other') },
            data: Buffer.alloc(60, 1),
          },
        },
      },
    });
    const listed = await eventually('the order to be listed', async () => {
      const orders = (await run('list', '--json')).json() as { reference: string }[];
      return orders.find(({ reference }) => reference === foreign);
    });
    expect(listed).toMatchObject({ running: true, needsAttention: false });
    await system.client.workflow.getHandle(`offramp-${foreign}`).terminate();
  });

  it('finds orders by what they wait for', async () => {
    const order = newOrder({ currency: 'SGD' });
    await run('start', await orderFile(order));
    await reached(system, order.reference, 'awaiting-customer-approval');
    expect(await run('cancel-offramp', order.reference, ...operator)).toMatchObject({ exitCode: 0 });
    const { exitCode, json } = await run('list', '--currency', 'SGD', '--json');
    expect({ exitCode, listed: json() }).toEqual({ exitCode: 0, listed: expect.any(Array) });
  });

  it('lists events without an order, hands one to its order, and dismisses another', async () => {
    const order = newOrder();
    const { ids } = await startUntil(system, order, 'awaiting-customer-approval');
    const keep = async (customerId: string) => {
      const unmatched = {
        signal: { name: 'customerApproved', payload: { customerId } },
        objectKey: `customer:${customerId}`,
        keys: [],
        deliverFor: '1 second',
      };
      await keepUnmatched({ client: system.client, taskQueue: system.taskQueue }, unmatched, customerId);
      return unmatchedWebhookId(unmatched, customerId);
    };
    const kept = await Promise.all([keep(required(ids.customerId)), keep(`nobody-${order.reference}`)]);
    const listed = async () => {
      const all = (await run('list', '--unmatched', '--needs-attention', '--json')).json() as ListedUnmatched[];
      return all.filter(({ workflowId }) => kept.includes(workflowId));
    };
    const [own, nobodys] = kept;
    await eventually('both to need somebody', async () => (await listed()).length === 2);
    expect(await listed()).toContainEqual({
      workflowId: nobodys,
      event: 'customerApproved',
      object: `customer:nobody-${order.reference}`,
      since: expect.any(String),
      needsAttention: true,
    });
    expect((await run('list', '--unmatched')).out).toContain(`-- dismiss ${nobodys} --operator <you> --reason <why>`);

    const incomplete = await run('assign', own, ...operator);
    expect(incomplete).toMatchObject({ exitCode: 2, err: expect.stringContaining('assign needs --reference.') });
    const assigned = await run('assign', own, '--reference', order.reference, ...operator);
    expect(assigned).toMatchObject({ exitCode: 0, out: expect.stringContaining(`status ${order.reference}`) });
    expect(await run('dismiss', nobodys, ...operator, '--json')).toMatchObject({ exitCode: 0 });
    const results = await Promise.all(kept.map((id) => system.client.workflow.getHandle(id).result()));
    expect(results).toEqual([
      { outcome: 'assigned', workflowIds: [`offramp-${order.reference}`] },
      { outcome: 'dismissed', workflowIds: [] },
    ]);
    await eventually('neither to be listed', async () => (await listed()).length === 0);
    const again = await run('dismiss', nobodys, ...operator);
    expect(again.err).toContain(`The unmatched event ${nobodys} has ended already.`);
    const unknown = await run('dismiss', 'unmatched-none', ...operator);
    expect(unknown.err).toContain('There is no unmatched event with the id unmatched-none.');
  });

  it('sweeps for lost events, once a worker has made the schedule', async () => {
    const early = await run('sweep');
    expect(early).toMatchObject({ exitCode: 1, err: expect.stringContaining('Nothing sweeps yet') });
    await scheduleSweep(system.client, system.taskQueue, {
      everyMs: 86_400_000,
      keyCanary: testKeyCanary,
    });
    expect((await run('sweep', '--json')).json()).toEqual({
      sweptAt: expect.any(String),
      looked: expect.any(Number),
      changed: expect.any(Number),
      told: expect.any(Number),
      unmatched: expect.any(Number),
      postponed: 0,
    });
    expect((await run('sweep')).out).toMatch(/^Looked at \d+ customers, deposits and trades; 0 have changed since /);
  });

  it('finds the installation well with doctor, and says what is wrong with another', async () => {
    const well = await run('doctor', '--json');
    expect(well.json()).toEqual({
      ok: true,
      findings: expect.not.arrayContaining([expect.objectContaining({ ok: false })]),
    });
    const ill = await offramp(['doctor'], { environment: { TEMPORAL_ADDRESS: '127.0.0.1:9', PAYLOAD_KEYS: 'none' } });
    expect(ill.exitCode).toBe(1);
    expect(ill.out).toContain('COINUT_API_KEY is required');
    expect(ill.out).toContain('cannot be reached');
  });
});
