import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OfframpStage } from '../../src/signals/stages';
import { eventually } from '../support/eventually';
import { startUntil } from '../support/journeys';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { bankAccounts, newOrder } from '../support/orders';
import { offramp, type CommandResult } from './support/command-line';
import { commandOf } from './support/command-of-system';

const by = ['--operator', 'Kim', '--reason', 'The rail is down.'];

describe('a command for many orders', () => {
  let system: OfframpSystem;
  let run: (...words: string[]) => Promise<CommandResult>;
  beforeAll(async () => {
    system = await startOfframpSystem();
    run = commandOf(system);
  });
  afterAll(() => system.stop());

  const started = async (stage: OfframpStage): Promise<string> =>
    (await startUntil(system, newOrder(), stage)).reference;
  const queryFor = (...references: string[]): string =>
    `WorkflowId IN (${references.map((reference) => `"offramp-${reference}"`).join(', ')})`;
  const auditOf = async (reference: string) => (await system.offramps.status(reference)).audit;

  /** A query for orders, once Temporal's index shows each of them at the stage that it has reached. */
  async function found(stage: OfframpStage, ...references: string[]): Promise<string> {
    const query = queryFor(...references);
    await eventually('the orders to be found', async () => {
      const { count } = await system.client.workflow.count(`${query} AND OfframpStage = "${stage}"`);
      return count === references.length;
    });
    return query;
  }

  it('first shows which orders it would be sent to, and does nothing', async () => {
    const references = await Promise.all([1, 2].map(() => started('awaiting-customer-approval')));
    const query = await found('awaiting-customer-approval', ...references);
    const { exitCode, out, err } = await run('cancel-offramp', '--query', query, ...by);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    const [count, head, ...rows] = out.trimEnd().split('\n');
    expect(count).toBe('2 orders under way match:');
    expect(head).toMatch(/^Reference +Stage +Currency +Needs attention$/);
    expect(rows.slice(0, 2).map((row) => row.split(/ {2,}/))).toEqual(
      expect.arrayContaining(references.map((reference) => [reference, 'awaiting customer approval', 'EUR'])),
    );
    expect(rows.slice(2)).toEqual(['', 'Nothing has been done. To send cancel-offramp to all of them, add: --yes']);
    const { json } = await run('cancel-offramp', '--query', query, ...by, '--json');
    expect(json()).toMatchObject({
      ...{ command: 'cancel-offramp', query, matching: 2, acted: false },
      orders: references.map(() => ({ stage: 'awaiting-customer-approval', currency: 'EUR', needsAttention: false })),
    });
    for (const reference of references) expect(await auditOf(reference)).toEqual([]);
  });

  it('is sent to each with --yes; each decides for itself, and those that refuse alike are told of together', async () => {
    const free = await started('awaiting-customer-approval');
    const bound = await Promise.all([1, 2].map(() => started('confirming-deposit')));
    await found('confirming-deposit', ...bound);
    const query = queryFor(free, ...bound);
    const acted = await run('cancel-offramp', '--query', query, ...by, '--yes');
    expect(acted).toMatchObject({ exitCode: 0, err: '' });
    expect(acted.out).toContain('Done: 1 order.\n');
    expect(acted.out).toContain('Refused by 2 orders: A deposit is known, so the order can no longer be cancelled.\n');
    expect(await system.offramps.result(free)).toMatchObject({ outcome: 'cancelled' });
    expect(await auditOf(free)).toMatchObject([{ command: 'cancelOfframp', operator: 'Kim' }]);

    // The first has ended, so that it is not asked again.
    await eventually(
      'the index to know',
      async () => (await system.client.workflow.count(query + ' AND ExecutionStatus = "Running"')).count === 2,
    );
    const { json } = await run('retry-now', '--query', query, ...by, '--yes', '--json');
    const document = json() as { done: string[] };
    expect(document).toMatchObject({ command: 'retry-now', matching: 2, acted: true, refused: [], failed: [] });
    expect(document.done.sort()).toEqual([...bound].sort());
  });

  it('is sent to nobody where more match than somebody may have meant', async () => {
    const references = await Promise.all([1, 2].map(() => started('awaiting-customer-approval')));
    const query = await found('awaiting-customer-approval', ...references);
    const refused = await run('cancel-offramp', '--query', query, ...by, '--yes', '--most', '1');
    expect(refused).toMatchObject({ exitCode: 1, out: '' });
    expect(refused.err).toBe('More than 1 order under way match. Narrow the query, or raise --most.\n');
    for (const reference of references) expect(await auditOf(reference)).toEqual([]);
    expect(await run('cancel-offramp', '--query', query, ...by, '--yes', '--most', '2')).toMatchObject({ exitCode: 0 });
  });

  it('says so where none matches', async () => {
    const asked = ['cancel-offramp', '--query', 'WorkflowId = "offramp-nobody"', ...by, '--yes'];
    expect(await run(...asked)).toMatchObject({ exitCode: 0, out: 'No order under way matches.\n' });
    expect((await run(...asked, '--json')).json()).toMatchObject({ matching: 0, acted: false, orders: [] });
  });

  it('reaches nothing but orders under way, whatever the query says', async () => {
    const order = await started('awaiting-customer-approval');
    const query = await found('awaiting-customer-approval', order);
    const other = `not-an-order-${randomUUID()}`;
    await system.client.workflow.start('depositClaim', { workflowId: other, taskQueue: 'nobody-polls-here' });
    await eventually('the other one to be found', async () => {
      return (await system.client.workflow.count(`WorkflowId = "${other}"`)).count === 1;
    });
    const broken = `${query}) OR (WorkflowId = "${other}" OR ExecutionStatus = "Completed"`;
    const { json } = await run('retry-now', '--query', broken, ...by, '--json');
    expect(json()).toMatchObject({ matching: 1, orders: [{ reference: order }] });
    await system.client.workflow.getHandle(other).terminate();
  });

  it.each([
    ['that is no query', 'currency is EUR'],
    ['for an attribute that there is not', 'OfframpColour = "red"'],
    ['with an order', 'OfframpCurrency = "EUR" ORDER BY StartTime'],
  ])('says why Temporal does not understand a query %s', async (_what, query) => {
    const refused = await run('retry-now', '--query', query, ...by);
    expect(refused).toMatchObject({ exitCode: 1, out: '' });
    expect(refused.err).toMatch(/^Temporal does not understand the query .* \(.+\)\.\n$/);
    expect(refused.err).toContain(`the query ${query} (`);
  });

  it('fails, and says for whom, where an order does not answer', async () => {
    const answering = await started('awaiting-customer-approval');
    const silent = `silent-${randomUUID().slice(0, 13)}`;
    await system.client.workflow.start('offramp', {
      ...{ workflowId: `offramp-${silent}`, taskQueue: 'nobody-polls-here', args: [] },
    });
    const query = queryFor(answering, silent);
    await eventually('both to be found', async () => (await system.client.workflow.count(query)).count === 2);
    const { exitCode, err, json } = await run('retry-now', '--query', query, ...by, '--yes', '--json');
    expect({ exitCode, err }).toEqual({ exitCode: 1, err: 'It failed for 1 of 2 orders; ask those again.\n' });
    expect(json()).toMatchObject({
      done: [answering],
      failed: [{ sentence: expect.stringMatching(/^No worker answered for the order\. /), references: [silent] }],
    });
    await system.client.workflow.getHandle(`offramp-${silent}`).terminate();
  });

  it('names a bank account for several orders of one customer, and never of several', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'offramp-many-'));
    const account = join(folder, 'account.json');
    await writeFile(account, JSON.stringify(bankAccounts.EUR));
    const replace = async (...references: string[]) => {
      const query = await found('awaiting-customer-approval', ...references);
      return run('replace-bank-account', '--query', query, '--account', account, ...by);
    };
    const first = newOrder();
    const second = { ...newOrder(), customer: first.customer };
    for (const order of [first, second]) await startUntil(system, order, 'awaiting-customer-approval');
    expect(await replace(first.reference, second.reference)).toMatchObject({ exitCode: 0 });
    const refused = await replace(first.reference, await started('awaiting-customer-approval'));
    expect(refused).toMatchObject({ exitCode: 1, out: '', err: expect.stringContaining('of one customer') });
    await rm(folder, { recursive: true });
  });

  it.each([
    ['both a reference and a query', ['order-1', '--query', 'OfframpCurrency = "EUR"'], 'not both'],
    ['neither', [], 'needs a reference or, for many orders, --query'],
    ['--yes without a query', ['order-1', '--yes'], 'belong to --query'],
    ['--most without a query', ['order-1', '--most', '3'], 'belong to --query'],
    ['an empty query', ['--query', ' '], 'say which orders are meant'],
    ['a number that is none', ['--query', 'x', '--most', 'all'], 'whole number'],
  ])('is wrong usage with %s', async (_what, words, sentence) => {
    const refused = await offramp(['retry-now', ...words, ...by]);
    expect(refused).toMatchObject({ exitCode: 2, out: '', err: expect.stringContaining(sentence) });
  });
});
