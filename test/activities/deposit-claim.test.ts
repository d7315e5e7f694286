import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { createDepositClaimActivities, createTransferPlanActivities } from '../../src/activities';
import { createTestEnvironment } from '../support/test-environment';
import { run } from './support/provider';

describe('claimDeposit', () => {
  let environment: TestWorkflowEnvironment;
  let activities: ReturnType<typeof createDepositClaimActivities>;

  beforeAll(async () => {
    environment = await createTestEnvironment();
    activities = createDepositClaimActivities({ client: environment.client, taskQueue: `claims-${randomUUID()}` });
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
    expect(await run(activities, 'findDepositOwner', { depositId })).toEqual({ owner: 'offramp-1' });
  });

  it('knows no owner of a deposit that nobody has claimed', async () => {
    expect(await run(activities, 'findDepositOwner', { depositId: randomUUID() })).toEqual({});
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
  const activities = createTransferPlanActivities();

  it.each([
    ['a transfer', () => run(activities, 'planTransfer', { rail: 'ach', now: '2099-01-05T12:00:00Z' })],
    [
      'the watch for a return',
      () => run(activities, 'planReturnWatch', { rail: 'ach', settledAt: '2099-01-05T12:00:00Z' }),
    ],
  ])('fails for good instead of guessing: %s', async (_why, plan) => {
    await expect(plan()).rejects.toMatchObject({ type: 'OutsideCalendarCoverage', nonRetryable: true });
  });

  it('is no trouble inside them', async () => {
    const plan = await run(activities, 'planTransfer', { rail: 'ach', now: '2026-07-06T12:00:00Z' });
    expect(plan).toMatchObject({ submitAt: expect.any(String) });
  });
});
