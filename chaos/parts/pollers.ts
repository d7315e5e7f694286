import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { tsToMs } from '@temporalio/common/lib/time';

/** When each worker last asked for activities of a task queue, by its identity. */
export async function lastPolls({ workflowService, options }: Client, taskQueue: string): Promise<Map<string, number>> {
  const { namespace } = options;
  const { TASK_QUEUE_TYPE_ACTIVITY } = temporal.api.enums.v1.TaskQueueType;
  const described = await workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name: taskQueue },
    taskQueueType: TASK_QUEUE_TYPE_ACTIVITY,
  });
  return new Map(
    described.pollers.map(({ identity, lastAccessTime }) => [
      identity ?? '',
      lastAccessTime ? tsToMs(lastAccessTime) : 0,
    ]),
  );
}
