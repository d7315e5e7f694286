import { randomUUID } from 'node:crypto';
import {
  defineSearchAttributeKey,
  SearchAttributeType,
  TypedSearchAttributes,
  type SearchAttributePair,
} from '@temporalio/common';
import { keepUnmatched } from '../../src/client/unmatched-webhooks';
import { attentionReasons } from '../../src/signals/attention-reasons';
import { offrampNextActionAtKey } from '../../src/signals/search-attributes';
import { unmatchedWebhookId } from '../../src/signals/unmatched-webhook';
import { bankTransfersOf, passingFailure } from '../support/bank-transfers';
import { eventually } from '../support/eventually';
import { needsAttention, playStep, reached, required, startUntil } from '../support/journeys';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { newOrder } from '../support/orders';
import { offramp } from './support/command-line';
import { commandOf } from './support/command-of-system';

interface Link {
  readonly name: string;
  readonly shows: string;
  readonly query: string;
  readonly url: string;
}

const printed = async (words: readonly string[] = [], environment: Readonly<Record<string, string>> = {}) =>
  (await offramp(['links', ...words, '--json'], { environment, now: new Date().toISOString() })).json() as Link[];

describe('offramp links', () => {
  it('opens the view in Temporal UI, which keeps it under its name', async () => {
    const environment = { TEMPORAL_UI_URL: 'https://temporal.example.com/ui/', TEMPORAL_NAMESPACE: 'pay outs' };
    for (const { name, query, url } of await printed([], environment)) {
      expect(url).toMatch(/^https:\/\/temporal\.example\.com\/ui\/namespaces\/pay%20outs\/workflows\?[\w%.&=-]+$/);
      const { searchParams } = new URL(url);
      expect([...searchParams]).toEqual([
        ['query', query],
        ['savedQuery', name],
      ]);
      // Temporal UI answers it with an error page.
      expect(query).not.toMatch(/ORDER BY/i);
    }
  });

  it('has a view for every reason for which an order may need attention, each under a name of its own', async () => {
    const names = (await printed()).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const reason of Object.keys(attentionReasons).filter((known) => known !== 'unmatched-webhook')) {
      expect(names).toContain(`Needs attention: ${reason}`);
    }
  });

  it('says for people what each shows, with its link', async () => {
    const { out, exitCode } = await offramp(['links']);
    expect(exitCode).toBe(0);
    expect(out.split('\n').slice(0, 3)).toEqual([
      'Needs attention',
      '  Orders that cannot go on by themselves.',
      expect.stringMatching(/^ {2}http:\/\/localhost:8233\/namespaces\/default\/workflows\?query=/),
    ]);
  });

  it.each([
    [['deposit:d-1'], 'deposit:d-1'],
    [['payment', 'RABC-2'], 'payment:RABC-2'],
    [['flow', 'odd "id'], 'flow:sha256-'],
  ])('links to the orders that know an id: %j', async (words, key) => {
    expect(await printed(['--id', ...words])).toEqual([
      expect.objectContaining({ query: expect.stringContaining(`CoinutIds IN ("${key}`) }),
    ]);
  });

  it.each([
    ['no kind', ['--id', 'd-1'], {}, 2, 'The kinds: customer'],
    ['an unknown kind', ['--id', 'order:d-1'], {}, 2, 'The kinds: customer'],
    ['a word too many', ['--id', 'deposit', 'd-1', 'd-2'], {}, 2, 'The kinds: customer'],
    ['an address without keys', ['--id', 'wallet:0xabc'], {}, 1, 'PAYLOAD_KEYS is required'],
    ['an address without encryption', ['--id', 'wallet:0xabc'], { PAYLOAD_KEYS: 'none' }, 1, 'name another id'],
    ['a UI that has no address', [], { TEMPORAL_UI_URL: 'localhost' }, 1, 'TEMPORAL_UI_URL must be an http'],
  ])('refuses %s', async (_what, words, environment, exitCode, sentence) => {
    const refused = await offramp(['links', ...words], { environment });
    expect(refused).toMatchObject({ exitCode, out: '', err: expect.stringContaining(sentence) });
  });
});

describe('the views that the links open', () => {
  let system: OfframpSystem;
  let healthy: string;
  beforeAll(async () => {
    system = await startOfframpSystem();
    const order = newOrder({ currency: 'GBP' });
    ({ workflowId: healthy } = await startUntil(system, order, 'awaiting-customer-approval'));
  });
  afterAll(() => system.stop());

  const found = async (query: string): Promise<string[]> => {
    const workflowIds: string[] = [];
    for await (const { workflowId } of system.client.workflow.list({ query })) workflowIds.push(workflowId);
    return workflowIds;
  };
  const nobodyPolls = { taskQueue: 'nobody-polls-here', args: [] };

  it('are all understood by the server', async () => {
    const links = [
      ...(await printed()),
      ...(await printed(['--id', 'deposit:d-1'])),
      ...(await printed(['--id', 'wallet:0xabc'], system.workerEnvironment)),
    ];
    expect(links.length).toBeGreaterThan(50);
    for (const { query } of links) {
      expect(await system.client.workflow.count(query)).toEqual(expect.objectContaining({ count: expect.any(Number) }));
    }
  });

  /** An order whose setting up the provider refuses. */
  async function refused(): Promise<string> {
    const order = { ...newOrder(), bankAccount: { bankAccountId: 'nowhere', currency: 'EUR' } };
    await startUntil(system, order, 'awaiting-customer-approval');
    await playStep(system, order.reference, 'awaiting-customer-approval');
    return (await needsAttention(system, order.reference, 'provider-refused')).workflowId;
  }

  async function silent(): Promise<string> {
    return startedWith('offramp-silent', { key: offrampNextActionAtKey, value: new Date(Date.now() - 1_000) });
  }

  /** An order that nobody works on, with a search attribute. */
  async function startedWith(name: string, attribute: SearchAttributePair): Promise<string> {
    const workflowId = `${name}-${randomUUID()}`;
    const typedSearchAttributes = new TypedSearchAttributes([attribute]);
    await system.client.workflow.start('offramp', { ...nobodyPolls, workflowId, typedSearchAttributes });
    return workflowId;
  }

  /** Marked as Temporal itself marks a workflow after some failures of its task, which take a minute. */
  async function failing(): Promise<string> {
    const problems = defineSearchAttributeKey('TemporalReportedProblems', SearchAttributeType.KEYWORD_LIST);
    const value = ['category=WorkflowTaskFailed', 'cause=WorkflowTaskFailedCauseWorkflowWorkerUnhandledFailure'];
    return startedWith('offramp-failing', { key: problems, value });
  }

  async function unmatched(): Promise<string> {
    const customerId = randomUUID();
    const event = {
      signal: { name: 'customerApproved', payload: { customerId } },
      ...{ objectKey: `customer:${customerId}`, keys: [], deliverFor: '1 second' },
    };
    await keepUnmatched({ client: system.client, taskQueue: system.taskQueue }, event, customerId);
    return unmatchedWebhookId(event, customerId);
  }

  async function failedSweep(): Promise<string> {
    const workflowId = `sweep-${randomUUID()}`;
    await system.client.workflow.start('sweep', { ...nobodyPolls, workflowId, workflowExecutionTimeout: '1s' });
    return workflowId;
  }

  async function waitsForWindow(): Promise<string> {
    const order = newOrder();
    await startUntil(system, order, 'awaiting-bank-transfer');
    await system.simulator.play.failTransfer(await bankTransfersOf(system, order).tradeId(), passingFailure);
    return (await reached(system, order.reference, 'retrying-bank-transfer')).workflowId;
  }

  async function paidOutInSgd(): Promise<string> {
    return (await startUntil(system, newOrder({ currency: 'SGD' }), 'awaiting-customer-approval')).workflowId;
  }

  it.each([
    [['Needs attention', 'Needs attention: provider-refused'], refused],
    [['Silent'], silent],
    [['Workflow task failures'], failing],
    [['Unmatched webhooks', 'Unmatched webhooks that need attention'], unmatched],
    [['Failed sweeps'], failedSweep],
    [['Waiting for a bank window'], waitsForWindow],
    [['Paid out in SGD'], paidOutInSgd],
  ])('show what they say, and nothing else: %j', async (names, bring) => {
    const workflowId = await bring();
    const links = await printed();
    for (const name of names) {
      const { query } = required(links.find((link) => link.name === name));
      await eventually(`${workflowId} to be shown by ${name}`, async () => (await found(query)).includes(workflowId));
      expect(await found(query)).not.toContain(healthy);
    }
    const handle = system.client.workflow.getHandle(workflowId);
    if ((await handle.describe()).status.name === 'RUNNING') await handle.terminate();
  });

  it('find an order by an id of the provider’s, and by its deposit address', async () => {
    const order = newOrder();
    const { ids, depositAddress, workflowId } = await startUntil(system, order, 'awaiting-deposit');
    for (const words of [`flow:${required(ids.flowId)}`, `wallet:${required(depositAddress).address}`]) {
      const [link] = (await commandOf(system)('links', '--id', words, '--json')).json() as Link[];
      await eventually(
        `the order to be found by ${words}`,
        async () => expect(await found(required(link).query)).toEqual([workflowId]) === undefined,
      );
      expect(required(link).url).not.toContain(required(depositAddress).address);
    }
  });
});
