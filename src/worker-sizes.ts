import type { WorkerOptions } from '@temporalio/worker';
import { z } from 'zod';

const count = (least: number) =>
  z
    .string()
    .refine((text) => /^\d{1,6}$/.test(text) && Number(text) >= least, `must be a whole number from ${least}`)
    .transform(Number);

/**
 * How much one worker process does at once, and how much it remembers. The defaults are the SDK's, written down so that
 * they do not change with it; docs/deploying.md says which to change when.
 */
export const workerSizeSettings = {
  /** Steps of orders that are computed at once. */
  WORKER_WORKFLOW_SLOTS: count(2).prefault('40'),
  /** Open requests for such steps; unless set, 10 or as many as there are slots. */
  WORKER_WORKFLOW_POLLERS: count(2).optional(),
  /** Calls of the provider at once. */
  WORKER_PROVIDER_SLOTS: count(1).prefault('100'),
  WORKER_PROVIDER_POLLERS: count(1).optional(),
  /** Notifications that are sent at once. */
  WORKER_NOTIFICATION_SLOTS: count(1).prefault('100'),
  WORKER_NOTIFICATION_POLLERS: count(1).optional(),
  /** Orders kept in memory; unless set, as many as the heap has room for. */
  WORKER_CACHED_ORDERS: count(10).optional(),
};

export type WorkerSizes = z.output<z.ZodObject<typeof workerSizeSettings>>;

/** Pairs of which the first must not be above the second: a worker would refuse to start. */
export const pollersWithin = [
  ['WORKER_WORKFLOW_POLLERS', 'WORKER_WORKFLOW_SLOTS'],
  ['WORKER_PROVIDER_POLLERS', 'WORKER_PROVIDER_SLOTS'],
  ['WORKER_NOTIFICATION_POLLERS', 'WORKER_NOTIFICATION_SLOTS'],
] as const satisfies readonly (readonly [keyof WorkerSizes, keyof WorkerSizes])[];

export function workflowSizes(sizes: WorkerSizes) {
  const { WORKER_CACHED_ORDERS: cached } = sizes;
  return {
    maxConcurrentWorkflowTaskExecutions: sizes.WORKER_WORKFLOW_SLOTS,
    maxConcurrentWorkflowTaskPolls: pollersFor(sizes.WORKER_WORKFLOW_SLOTS, sizes.WORKER_WORKFLOW_POLLERS),
    ...(cached === undefined ? {} : { maxCachedWorkflows: cached }),
  } satisfies Partial<WorkerOptions>;
}

export function providerSizes(sizes: WorkerSizes) {
  return activitySizes(sizes.WORKER_PROVIDER_SLOTS, sizes.WORKER_PROVIDER_POLLERS);
}

export function notificationSizes(sizes: WorkerSizes) {
  return activitySizes(sizes.WORKER_NOTIFICATION_SLOTS, sizes.WORKER_NOTIFICATION_POLLERS);
}

function activitySizes(slots: number, pollers: number | undefined) {
  return {
    maxConcurrentActivityTaskExecutions: slots,
    maxConcurrentActivityTaskPolls: pollersFor(slots, pollers),
  } satisfies Partial<WorkerOptions>;
}

function pollersFor(slots: number, pollers: number | undefined): number {
  return pollers ?? Math.min(10, slots);
}
