import { InvalidConfiguration, loadWorkerConfig } from '../src/config';
import { notificationSizes, providerSizes, workflowSizes } from '../src/worker-sizes';
import { testPayloadKeys } from './support/payload-keys';

const required = {
  PAYLOAD_KEYS: testPayloadKeys,
  COINUT_BASE_URL: 'https://provider.example',
  COINUT_API_KEY: 'key',
  COINUT_API_SECRET: 'secret',
};

const sizesOf = (environment: Record<string, string>) => loadWorkerConfig({ ...required, ...environment });

describe('the sizes of a worker', () => {
  it('are the ones that docs/deploying.md tells unless set', () => {
    const sizes = sizesOf({});
    expect(workflowSizes(sizes)).toEqual({
      maxConcurrentWorkflowTaskExecutions: 40,
      maxConcurrentWorkflowTaskPolls: 10,
    });
    expect(providerSizes(sizes)).toEqual({
      maxConcurrentActivityTaskExecutions: 100,
      maxConcurrentActivityTaskPolls: 10,
    });
    expect(notificationSizes(sizes)).toEqual(providerSizes(sizes));
  });

  it('are taken from the environment, each for its own queue', () => {
    const sizes = sizesOf({
      WORKER_WORKFLOW_SLOTS: '80',
      WORKER_WORKFLOW_POLLERS: '20',
      WORKER_CACHED_ORDERS: '5000',
      WORKER_PROVIDER_SLOTS: '12',
      WORKER_NOTIFICATION_SLOTS: '4',
    });
    expect(workflowSizes(sizes)).toEqual({
      maxConcurrentWorkflowTaskExecutions: 80,
      maxConcurrentWorkflowTaskPolls: 20,
      maxCachedWorkflows: 5000,
    });
    expect(providerSizes(sizes)).toMatchObject({ maxConcurrentActivityTaskExecutions: 12 });
    expect(notificationSizes(sizes)).toEqual({
      maxConcurrentActivityTaskExecutions: 4,
      // No more of them than there are slots.
      maxConcurrentActivityTaskPolls: 4,
    });
  });

  it.each([
    ['WORKER_WORKFLOW_SLOTS', '1', 'WORKER_WORKFLOW_SLOTS must be a whole number from 2'],
    ['WORKER_PROVIDER_SLOTS', '2.5', 'WORKER_PROVIDER_SLOTS must be a whole number from 1'],
    ['WORKER_CACHED_ORDERS', '9', 'WORKER_CACHED_ORDERS must be a whole number from 10'],
    ['WORKER_WORKFLOW_POLLERS', '41', 'WORKER_WORKFLOW_POLLERS must not be above WORKER_WORKFLOW_SLOTS'],
  ])('refuse %s=%s', (name, value, problem) => {
    expect(() => sizesOf({ [name]: value })).toThrow(new InvalidConfiguration([problem]));
  });
});
