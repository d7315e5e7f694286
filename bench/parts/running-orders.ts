import type { ConnectionLike } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';
import { randomUUID } from 'node:crypto';

const namespace = 'default';
/** The most that a server gives at once. */
const pageSize = 1_000;

/** An order under way, and the stage that its search attributes tell. */
export interface ListedStage {
  readonly workflowId: string;
  readonly stage: string;
}

/** The workflows of a type under way on a task queue. One query for each thousand of them. */
export async function listStages(
  { workflowService }: ConnectionLike,
  taskQueue: string,
  workflowType: string,
): Promise<ListedStage[]> {
  const query = `TaskQueue = "${taskQueue}" AND WorkflowType = "${workflowType}" AND ExecutionStatus = "Running"`;
  const found: ListedStage[] = [];
  let nextPageToken: Uint8Array = new Uint8Array();
  do {
    const page = await workflowService.listWorkflowExecutions({ namespace, query, pageSize, nextPageToken });
    for (const { execution, searchAttributes } of page.executions) {
      // Read as it is: the client's own list would decrypt each memo with it.
      const data = searchAttributes?.indexedFields?.OfframpStage?.data;
      const stage: unknown = data ? JSON.parse(Buffer.from(data).toString()) : undefined;
      found.push({ workflowId: execution?.workflowId ?? '', stage: String(stage) });
    }
    ({ nextPageToken } = page);
  } while (nextPageToken.length > 0);
  return found;
}

/** Moves the clock of one workflow on, and does not wait for what falls due. */
export async function moveClockOn(
  { workflowService }: ConnectionLike,
  workflowId: string,
  durationMs: number,
): Promise<void> {
  const fastForwardConfig = { id: randomUUID(), duration: msToTs(durationMs) };
  await workflowService.updateWorkflowExecutionOptions({
    namespace,
    workflowExecution: { workflowId },
    workflowExecutionOptions: { timeSkippingConfig: { enabled: true, fastForwardConfig } },
    updateMask: { paths: ['time_skipping_config'] },
  });
}
