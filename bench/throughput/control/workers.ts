import { Worker } from '@temporalio/worker';
import type { WorkerConfig } from '../../../src/config';
import { dataConverterOf } from '../../../src/temporal';
import { providerSizes, workflowSizes } from '../../../src/worker-sizes';
import type { WorkerParts } from '../../../src/workers';
import { createControlLocalActivities, createControlProviderActivities } from './activities';

/** Workers of the same sizes and with the same codec as ours, for the control. */
export async function createControlWorkers(
  config: WorkerConfig,
  { connection, client, workflowBundle }: WorkerParts,
): Promise<Worker[]> {
  const taskQueue = config.TEMPORAL_TASK_QUEUE;
  const dependencies = {
    ...{ client, taskQueue, providerUrl: config.COINUT_BASE_URL.href.replace(/\/$/, '') },
    ...{ apiKey: config.COINUT_API_KEY, apiSecret: config.COINUT_API_SECRET },
  };
  const common = { connection, namespace: config.TEMPORAL_NAMESPACE, dataConverter: dataConverterOf(config) };
  return [
    await Worker.create({
      ...common,
      ...workflowSizes(config),
      taskQueue,
      ...(workflowBundle ? { workflowBundle } : {}),
      activities: createControlLocalActivities(dependencies),
    }),
    await Worker.create({
      ...common,
      ...providerSizes(config),
      taskQueue: `${taskQueue}-coinut`,
      activities: createControlProviderActivities(dependencies),
    }),
  ];
}
