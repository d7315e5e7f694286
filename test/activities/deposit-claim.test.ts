import { randomUUID } from 'node:crypto';
import { shippedTables } from '../../src/banking/banking-tables';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import {
  createDepositClaims,
  createDepositOwnershipActivities,
  createTransferPlanActivities,
} from '../../src/activities';
import { handedOnBy } from '../../src/activities/deposit-ownership';
import { unmatchedWebhookId } from '../../src/signals/unmatched-webhook';
import { createTestEnvironment } from '../support/test-environment';
import { run } from './support/provider';

describe('claimDeposit', () => {
  let environment: TestWorkflowEnvironment;
  let activities: ReturnType<typeof createDepositOwnershipActivities>;

  beforeAll(async () => {
    environment = await createTestEnvironment();
    const { client } = environment;
    const taskQueue = `claims-${randomUUID()}`;
    const claims = createDepositClaims({ client, taskQueue });
    activities = createDepositOwnershipActivities({ client, taskQueue, claims, walletKeys: () => ['wallet:test'] });
  });
  afterAll(() => environment.teardown());

  const claim = (depositId: string, owner: string) => run(activities, 'claimDeposit', { depositId, owner });

  it('gives a deposit to whoever asks first, however often they ask', async () => {
    const depositId = randomUUID();
    for (let time = 0; time < 3; time += 1)
      expect(await claim(depositId, 'offramp-1')).toEqual({ owner: 'this-order' });
  });

  it('tells everybody else whose it is', async () => {
    const depositId = randomUUID();
    await claim(depositId, 'offramp-1');
    expect(await claim(depositId, 'offramp-2')).toEqual({ owner: 'another-order', workflowId: 'offramp-1' });
  });

  const handOn = (depositId: string) =>
    run(activities, 'handOnDeposit', {
      deposit: { depositId, evidence: 'webhook', seenAt: '2026-11-24T09:00:00.000Z' },
      declinedBy: 'offramp-1',
    });
  const keeper = (depositId: string) => {
    const signal = { name: 'depositReceived', payload: {} };
    const id = unmatchedWebhookId({ signal, objectKey: `deposit:${depositId}`, keys: [] }, handedOnBy('offramp-1'));
    return environment.client.workflow.getHandle(id).describe();
  };

  it('leaves one that nobody owns to be looked after, once however often it is handed on', async () => {
    const depositId = randomUUID();
    await handOn(depositId);
    await handOn(depositId);
    expect((await keeper(depositId)).type).toBe('unmatchedWebhook');
  });

  it('leaves one that has an owner to its owner', async () => {
    const depositId = randomUUID();
    await claim(depositId, 'offramp-2');
    await handOn(depositId);
    await expect(keeper(depositId)).rejects.toThrow('not found');
  });

  it('gives it to exactly one of many who ask at once', async () => {
    const depositId = randomUUID();
    const owners = Array.from({ length: 10 }, (_, index) => `offramp-${index}`);
    const claims = await Promise.all(owners.map((owner) => claim(depositId, owner)));
    const winners = owners.filter((_, index) => claims[index]?.owner === 'this-order');
    expect(winners).toHaveLength(1);
    for (const { workflowId } of claims.filter(({ owner }) => owner === 'another-order') as { workflowId: string }[]) {
      expect(workflowId).toBe(winners[0]);
    }
  });

  it('still holds when the claim has ended', async () => {
    const depositId = randomUUID();
    await claim(depositId, 'offramp-1');
    await environment.client.workflow.getHandle(`deposit-${depositId}`).terminate('over');
    expect(await claim(depositId, 'offramp-1')).toEqual({ owner: 'this-order' });
    expect(await claim(depositId, 'offramp-2')).toMatchObject({ owner: 'another-order' });
  });
});

describe('planning outside the bank calendars', () => {
  const limits = { paused: false };
  const activities = createTransferPlanActivities({ tables: shippedTables, sendLimits: limits });

  it.each([
    [
      'a sending',
      () => run(activities, 'planResend', { rail: 'ach', now: '2099-01-05T12:00:00Z', orderKey: 'offramp-1' }),
    ],
    [
      'the watch for a return',
      () => run(activities, 'planReturnWatch', { rail: 'ach', settledAt: '2099-01-05T12:00:00Z' }),
    ],
  ])('fails for good instead of guessing: %s', async (_why, plan) => {
    await expect(plan()).rejects.toMatchObject({ type: 'OutsideCalendarCoverage', nonRetryable: true });
  });

  it('gives an estimate of what a customer may expect of the provider, and says that it is one', async () => {
    expect(await run(activities, 'planTransfer', { rail: 'ach', now: '2099-01-09T12:00:00Z' })).toMatchObject({
      estimated: true,
      // A Friday; the next days but two are a weekend.
      settlement: { earliest: '2099-01-12', latest: '2099-01-13' },
    });
  });

  it.each([
    ['planTransfer', { rail: 'ach', now: '2026-07-06T12:00:00Z' }],
    ['planResend', { rail: 'ach', now: '2026-07-06T12:00:00Z', orderKey: 'offramp-1' }],
  ] as const)('is no trouble inside them, and told in words too: %s', async (activity, input) => {
    expect(await run(activities, activity, input)).toMatchObject({
      submitAt: '2026-07-06T12:00:00.000Z',
      windowWords: 'ACH takes transfers until 17:00 New York today',
    });
  });
});
