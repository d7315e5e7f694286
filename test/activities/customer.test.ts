import { ApplicationFailure } from '@temporalio/common';
import type { Simulator } from '../../simulator';
import { contractNames } from '../../src/coinut/contracts/contract';
import { rawAnswer, startRawServer } from '../coinut/support/raw-server';
import { eventually } from '../support/eventually';
import { interrupted, type Interruptions } from './support/interruptions';
import { activitiesAt, activityEnvironment, run, startProvider } from './support/provider';

const customer = { externalId: 'user+7 ä', name: 'Ana Łucja Lim', email: 'ana@example.com' };

describe.each(contractNames)('ensureCustomer under %s', (contract) => {
  let provider: Simulator;
  let line: Interruptions;
  let activities: ReturnType<typeof activitiesAt>;

  beforeEach(async () => {
    provider = await startProvider(contract);
    line = await interrupted(provider.url);
    activities = activitiesAt(line.url, { contract });
  });
  afterEach(async () => {
    await line.stop();
    await provider.stop();
  });

  it('creates a customer that the provider does not know', async () => {
    const ensured = await run(activities, 'ensureCustomer', customer);
    expect(provider.records.customers.all()).toMatchObject([{ id: ensured.customerId, ...customer }]);
    expect(ensured).toEqual({
      customerId: expect.any(String),
      created: true,
      seen: { customerId: ensured.customerId, status: 'PENDING', evidence: 'look-up', seenAt: expect.any(String) },
    });
    expect(provider.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /customer/detail',
      'POST /customer/create',
    ]);
  });

  it('finds a customer that the provider knows', async () => {
    const first = await run(activities, 'ensureCustomer', customer);
    await provider.play.approveCustomer(first.customerId);
    const second = await run(activities, 'ensureCustomer', customer);
    const status = contract === 'guide' ? 'APPROVED' : 'CONFIRMED';
    expect(second).toMatchObject({ customerId: first.customerId, created: false, seen: { status } });
    expect(provider.audit().creates.customer).toBe(1);
  });

  it('tells customers apart by the externalId alone', async () => {
    const first = await run(activities, 'ensureCustomer', customer);
    const second = await run(activities, 'ensureCustomer', { ...customer, externalId: 'user+7' });
    expect(second).toMatchObject({ created: true });
    expect(second.customerId).not.toBe(first.customerId);
  });

  it('creates nobody in the first moment after a reset, in which the run before may still have it on its way', async () => {
    const input = { ...customer, originalRunId: 'the run before' };
    await expect(run(activities, 'ensureCustomer', input)).rejects.toMatchObject({ type: 'EarlierRunUnderWay' });
    expect(provider.records.customers.all()).toEqual([]);
    await run(activities, 'ensureCustomer', input, 2);
    expect(provider.records.customers.all()).toMatchObject([customer]);
  });

  it('finds on its retry what was created when the answer was lost', async () => {
    line.loseNextAnswerTo('/customer/create');
    await expect(run(activities, 'ensureCustomer', customer)).rejects.toMatchObject({ type: 'CoinutNoAnswer' });
    const retried = await run(activities, 'ensureCustomer', customer, 2);
    expect(retried).toMatchObject({ created: false });
    expect(provider.audit()).toMatchObject({ creates: { customer: 1 }, duplicates: [] });
  });

  it('creates on its retry what was not created when the look-up was lost', async () => {
    line.loseNextAnswerTo('/customer/detail');
    await expect(run(activities, 'ensureCustomer', customer)).rejects.toMatchObject({ type: 'CoinutNoAnswer' });
    expect(provider.audit().creates.customer).toBe(0);
    expect(await run(activities, 'ensureCustomer', customer, 2)).toMatchObject({ created: true });
  });

  it('does not create after a look-up during which the process was frozen', async () => {
    const clock = { ms: 0 };
    const frozen = activitiesAt(provider.url, {
      contract,
      longestHoldMs: 20_000,
      // Every look at the clock is half a minute after the one before.
      monotonicNow: () => (clock.ms += provider.requests.length > 0 ? 30_000 : 0),
    });
    await expect(run(frozen, 'ensureCustomer', customer)).rejects.toMatchObject({ type: 'CoinutSignatureTooOld' });
    expect(provider.requests.map(({ method }) => method)).toEqual(['GET']);
  });
});

describe('readCustomer', () => {
  it('says how the customer stands', async () => {
    const provider = await startProvider();
    const activities = activitiesAt(provider.url);
    const { customerId } = await run(activities, 'ensureCustomer', customer);
    await provider.play.rejectCustomer(customerId, 'unreadable document');
    expect(await run(activities, 'readCustomer', { customerId })).toMatchObject({ customerId, status: 'REJECTED' });
    await expect(run(activities, 'readCustomer', { customerId: 'nobody' })).rejects.toMatchObject({
      type: 'CoinutNotFound',
      nonRetryable: true,
    });
    await provider.stop();
  });
});

describe('an activity that is cancelled', () => {
  it('ends its exchange with the provider at once', async () => {
    const silent = await startRawServer(() => undefined);
    const activities = activitiesAt(silent.url, { timeoutMs: 25_000 });
    const environment = activityEnvironment();
    const running = environment.run(() => activities.readCustomer({ customerId: 'c-1' }));
    const outcome = expect(running).rejects.toMatchObject({ name: 'CancelledFailure' });
    await eventually('the request to arrive', () => silent.requests.length === 1);
    environment.cancel('CANCELLED');
    await outcome;
    await silent.stop();
  });
});

describe('what a failure tells Temporal', () => {
  it('keeps the words of the provider out of the message, and in the details, which are encrypted', async () => {
    const body = '{"status":"FAILED","message":"ana@example.com is blocked"}';
    const server = await startRawServer((socket) => socket.end(rawAnswer(422, body)));
    const activities = activitiesAt(server.url);
    const failure: unknown = await run(activities, 'ensureCustomer', customer).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ApplicationFailure);
    expect(failure).toMatchObject({
      type: 'CoinutFailed',
      details: ['ana@example.com is blocked', { nothingUnderWay: true }],
    });
    expect(String(failure)).not.toContain('ana@example.com');
    await server.stop();
  });
});
